package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Arithmetic on long arrays, compared with BigInteger. */
final class ArithmeticTest {
    private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(255);
    private static final List<BigInteger> WORDS = words(new Random(1));
    private static final Division DIVISION = new Division();

    private interface InPlace {
        void run(long[] s, int a, int b);
    }

    @Test
    void adds() {
        check(Arithmetic::add, BigInteger::add);
    }

    @Test
    void subtracts() {
        check(Arithmetic::sub, BigInteger::subtract);
    }

    @Test
    void multiplies() {
        check(Arithmetic::mul, BigInteger::multiply);
    }

    @Test
    void divides() {
        check(DIVISION::div, (a, b) -> b.signum() == 0 ? b : a.divide(b));
        check(DIVISION::mod, (a, b) -> b.signum() == 0 ? b : a.mod(b));
    }

    @Test
    void dividesSigned() {
        check(DIVISION::signedDiv, (a, b) -> b.signum() == 0 ? b : signed(a).divide(signed(b)));
        check(DIVISION::signedMod, (a, b) -> b.signum() == 0 ? b : signed(a).remainder(signed(b)));
    }

    @Test
    void raisesToPowers() {
        long[] scratch = new long[8];
        check((s, a, b) -> Arithmetic.exp(s, a, b, scratch), (a, b) -> a.modPow(b, SIZE), 5);
    }

    @Test
    void compares() {
        check((s, a, b) -> flag(s, b, Arithmetic.compare(s, a, b) < 0), (a, b) -> bit(a.compareTo(b) < 0));
        check(
                (s, a, b) -> flag(s, b, Arithmetic.compareSigned(s, a, b) < 0),
                (a, b) -> bit(signed(a).compareTo(signed(b)) < 0));
        check((s, a, b) -> flag(s, b, Arithmetic.equal(s, a, b)), (a, b) -> bit(a.equals(b)));
    }

    @Test
    void shifts() {
        check(Arithmetic::shiftLeft, (a, b) -> isLess(a, 256) ? b.shiftLeft(a.intValue()) : BigInteger.ZERO);
        check(Arithmetic::shiftRight, (a, b) -> isLess(a, 256) ? b.shiftRight(a.intValue()) : BigInteger.ZERO);
        check(Arithmetic::shiftRightSigned, (a, b) -> signed(b).shiftRight(isLess(a, 256) ? a.intValue() : 256));
    }

    @Test
    void extractsBytesAndExtendsSigns() {
        check(
                Arithmetic::byteAt,
                (a, b) -> isLess(a, 32)
                        ? b.shiftRight(8 * (31 - a.intValue())).and(BigInteger.valueOf(255))
                        : BigInteger.ZERO);
        check(Arithmetic::signExtend, (a, b) -> {
            if (!isLess(a, 31)) {
                return b;
            }
            int bits = 8 * (a.intValue() + 1);
            BigInteger low = b.mod(BigInteger.ONE.shiftLeft(bits));
            return low.testBit(bits - 1) ? low.subtract(BigInteger.ONE.shiftLeft(bits)) : low;
        });
    }

    @Test
    void countsBits() {
        for (BigInteger word : WORDS) {
            assertThat(Arithmetic.bitLength(array(word), 0)).isEqualTo(word.bitLength());
        }
    }

    @Test
    void reducesSumsAndProducts() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            BigInteger a = WORDS.get(random.nextInt(WORDS.size()));
            BigInteger b = WORDS.get(random.nextInt(WORDS.size()));
            BigInteger m = WORDS.get(random.nextInt(WORDS.size()));
            long[] s = array(m, b, a);
            DIVISION.addMod(s, 8, 4, 0);
            assertThat(word(s, 0)).as("%x + %x mod %x", a, b, m).isEqualTo(mod(a.add(b), m));
            s = array(m, b, a);
            DIVISION.mulMod(s, 8, 4, 0);
            assertThat(word(s, 0)).as("%x * %x mod %x", a, b, m).isEqualTo(mod(a.multiply(b), m));
        }
    }

    private static void check(InPlace tried, BinaryOperator<BigInteger> reference) {
        check(tried, reference, 1);
    }

    private static void check(InPlace tried, BinaryOperator<BigInteger> reference, int step) {
        for (int i = 0; i < WORDS.size(); i += step) {
            BigInteger a = WORDS.get(i);
            for (BigInteger b : WORDS) {
                long[] s = array(b, a);
                tried.run(s, 4, 0);
                BigInteger expected = reference.apply(a, b).mod(SIZE);
                if (!word(s, 0).equals(expected)) {
                    assertThat(word(s, 0)).as("%x and %x", a, b).isEqualTo(expected);
                }
            }
        }
    }

    /** Boundaries of digits, numbers with few bits set, and numbers of all lengths. */
    private static List<BigInteger> words(Random random) {
        List<BigInteger> words = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            words.add(BigInteger.valueOf(i));
        }
        for (int bits : new int[] {8, 16, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 191, 192, 193, 254, 255, 256}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            for (int delta = -2; delta <= 2; delta++) {
                words.add(power.add(BigInteger.valueOf(delta)).mod(SIZE));
            }
            words.add(SIZE.subtract(power).mod(SIZE));
            words.add(new BigInteger(bits, random));
            words.add(new BigInteger(bits, random).shiftLeft(random.nextInt(257 - bits)));
        }
        for (int i = 0; i < 100; i++) {
            words.add(new BigInteger(1 + random.nextInt(256), random));
        }
        // Digits of all ones and all zeros, where the estimated quotient digit is wrong most often.
        for (int i = 0; i < 100; i++) {
            BigInteger word = BigInteger.ZERO;
            for (int digit = 0; digit < 8; digit++) {
                long bits = random.nextInt(4) == 0
                        ? random.nextInt() & 0xffff_ffffL
                        : random.nextBoolean() ? 0xffff_ffffL : 0;
                word = word.shiftLeft(32).or(BigInteger.valueOf(bits));
            }
            words.add(word);
        }
        return words;
    }

    private static long[] array(BigInteger... words) {
        long[] s = new long[4 * words.length];
        for (int i = 0; i < words.length; i++) {
            Word word = Word.of(words[i]);
            Arithmetic.set(s, 4 * i, word.w0(), word.w1(), word.w2(), word.w3());
        }
        return s;
    }

    private static BigInteger word(long[] s, int a) {
        return new Word(s[a], s[a + 1], s[a + 2], s[a + 3]).toBigInteger();
    }

    private static BigInteger signed(BigInteger word) {
        return word.compareTo(HALF) < 0 ? word : word.subtract(SIZE);
    }

    private static BigInteger mod(BigInteger value, BigInteger m) {
        return m.signum() == 0 ? m : value.mod(m);
    }

    private static boolean isLess(BigInteger a, int limit) {
        return a.compareTo(BigInteger.valueOf(limit)) < 0;
    }

    private static BigInteger bit(boolean flag) {
        return flag ? BigInteger.ONE : BigInteger.ZERO;
    }

    private static void flag(long[] s, int b, boolean flag) {
        Arithmetic.set(s, b, 0, 0, 0, flag ? 1 : 0);
    }
}
