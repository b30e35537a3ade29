package dev.drover.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.crypto.pairing.Fp2;
import dev.drover.crypto.pairing.Point;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PrecompilesTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void existFromTheForksOfTheirEips() {
        assertThat(numbers(Precompiles.at(new ForkRules(BigInteger.ONE, EnumSet.noneOf(Fork.class)))))
                .containsExactly(1, 2, 3, 4);
        assertThat(numbers(at(Fork.EIP158))).containsExactly(1, 2, 3, 4);
        assertThat(numbers(at(Fork.BYZANTIUM))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(numbers(at(Fork.PETERSBURG))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(numbers(at(Fork.ISTANBUL))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(numbers(at(Fork.SHANGHAI))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(numbers(at(Fork.CANCUN))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(numbers(at(Fork.PRAGUE))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(numbers(at(Fork.AMSTERDAM)))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 256);
    }

    @Test
    void doNotExistAtOtherAddresses() {
        Precompiles all = at(Fork.OSAKA);
        assertThat(all.get(new Address(0, 0, 0))).isNull();
        assertThat(all.get(new Address(0, 0, 0x12))).isNull();
        assertThat(all.get(new Address(1, 0, 1))).isNull();
        assertThat(all.get(new Address(0, 1, 1))).isNull();
    }

    @Test
    void becomeCheaperWithIstanbul() {
        byte[] pair = new byte[192];
        assertThat(contract(Fork.BYZANTIUM, 6).gas(pair)).isEqualTo(500);
        assertThat(contract(Fork.ISTANBUL, 6).gas(pair)).isEqualTo(150);
        assertThat(contract(Fork.BYZANTIUM, 7).gas(pair)).isEqualTo(40_000);
        assertThat(contract(Fork.ISTANBUL, 7).gas(pair)).isEqualTo(6_000);
        assertThat(contract(Fork.BYZANTIUM, 8).gas(pair)).isEqualTo(180_000);
        assertThat(contract(Fork.ISTANBUL, 8).gas(pair)).isEqualTo(79_000);
    }

    @Test
    void hashAndCopy() {
        assertThat(HexFormat.of().formatHex(run(Fork.HOMESTEAD, 2, ABC)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(HexFormat.of().formatHex(run(Fork.HOMESTEAD, 3, ABC)))
                .isEqualTo("0000000000000000000000008eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
        assertThat(run(Fork.HOMESTEAD, 4, ABC)).isEqualTo(ABC).isNotSameAs(ABC);
        assertThat(contract(Fork.HOMESTEAD, 2).gas(new byte[33])).isEqualTo(60 + 24);
        assertThat(contract(Fork.HOMESTEAD, 3).gas(new byte[32])).isEqualTo(600 + 120);
        assertThat(contract(Fork.HOMESTEAD, 4).gas(new byte[0])).isEqualTo(15);
    }

    @Test
    void bn254RefusesAPointOfTheTwistThatIsNotInTheGroup() {
        // The point with x = 1 in the quadratic extension is on the curve, but not in the group of prime order.
        var curve = Bn254Input.CURVE;
        var x = curve.fp2().one();
        var y = Objects.requireNonNull(rootFor(x));
        assertThat(curve.g2().contains(y.x(), y.y())).isTrue();
        byte[] input = new byte[192];
        put(input, 64, y.x().im(), y.x().re(), y.y().im(), y.y().re());
        assertThat(contract(Fork.ISTANBUL, 8).run(input)).isNull();
        assertThat(run(Fork.ISTANBUL, 8, new byte[192])[31]).isEqualTo((byte) 1);
        assertThat(run(Fork.ISTANBUL, 8, new byte[0])[31]).isEqualTo((byte) 1);
        assertThat(contract(Fork.ISTANBUL, 8).run(new byte[191])).isNull();
    }

    @Test
    void modexpCostsTheMaximumForAbsurdLengths() {
        byte[] input = new byte[96];
        Arrays.fill(input, 0, 32, (byte) 0xff);
        for (Fork fork : Set.of(Fork.BYZANTIUM, Fork.BERLIN, Fork.OSAKA)) {
            assertThat(contract(fork, 5).gas(input)).isEqualTo(Long.MAX_VALUE);
        }
        byte[] exponentOnly = new byte[96];
        Arrays.fill(exponentOnly, 32, 64, (byte) 0xff);
        assertThat(contract(Fork.BYZANTIUM, 5).gas(exponentOnly)).isZero();
        assertThat(contract(Fork.BERLIN, 5).gas(exponentOnly)).isEqualTo(200);
        assertThat(run(Fork.BYZANTIUM, 5, exponentOnly)).isEmpty();
        assertThat(contract(Fork.OSAKA, 5).run(exponentOnly)).isNull();
    }

    @Test
    void modexpAcceptsAtMost1024BytesSinceOsaka() {
        for (int field = 0; field < 3; field++) {
            byte[] input = new byte[96];
            input[32 * field + 30] = 4;
            assertThat(contract(Fork.OSAKA, 5).run(input)).hasSize(field == 2 ? 1024 : 0);
            input[32 * field + 31] = 1;
            assertThat(contract(Fork.OSAKA, 5).run(input)).isNull();
            assertThat(run(Fork.PRAGUE, 5, input)).hasSize(field == 2 ? 1025 : 0);
        }
    }

    @Test
    void pointEvaluationRefusesAnyChangeOfAProof() {
        // The example of a constant polynomial: commitment, proof and value are all zero.
        byte[] input = new byte[192];
        input[96] = (byte) 0xc0;
        input[144] = (byte) 0xc0;
        byte[] hash = run(Fork.CANCUN, 2, Arrays.copyOfRange(input, 96, 144));
        System.arraycopy(hash, 0, input, 0, 32);
        input[0] = 1;
        assertThat(run(Fork.CANCUN, 10, input)).hasSize(64);
        for (int position : new int[] {0, 1, 31, 64, 95, 96, 97, 143, 144, 145, 191}) {
            byte[] changed = input.clone();
            changed[position] ^= 0x10;
            assertThat(contract(Fork.CANCUN, 10).run(changed))
                    .as("byte " + position)
                    .isNull();
        }
    }

    private static @Nullable Point<Fp2> rootFor(Fp2 start) {
        var field = Bn254Input.CURVE.fp2();
        var x = start;
        for (int i = 0; i < 20; i++) {
            // b is y² - x³ at any point of the curve; the square root of x³ + b is the y of the point at x.
            var b = field.multiply(
                    new Fp2(
                            Bn254Input.CURVE.fp().element(BigInteger.valueOf(3)),
                            field.zero().im()),
                    field.invert(new Fp2(
                            Bn254Input.CURVE.fp().element(BigInteger.valueOf(9)),
                            field.one().re())));
            var y = field.squareRoot(field.add(field.multiply(field.square(x), x), b));
            if (y != null) {
                return Bn254Input.CURVE.g2().point(x, y);
            }
            x = field.add(x, field.one());
        }
        return null;
    }

    private static void put(byte[] input, int start, long[]... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(Bn254Input.CURVE.fp().encode(numbers[i]), 0, input, start + 32 * i, 32);
        }
    }

    private static Precompiles at(Fork fork) {
        return PrecompileVectorsTest.at(fork);
    }

    private static Precompile contract(Fork fork, int number) {
        return Objects.requireNonNull(at(fork).get(new Address(0, 0, number)));
    }

    private static byte[] run(Fork fork, int number, byte[] input) {
        return Objects.requireNonNull(contract(fork, number).run(input));
    }

    private static Set<Integer> numbers(Precompiles contracts) {
        Set<Integer> numbers = new TreeSet<>();
        contracts.addresses().forEach(address -> numbers.add(address.w2()));
        return numbers;
    }
}
