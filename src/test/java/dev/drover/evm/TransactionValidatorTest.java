package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Senders;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.Vectors;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signed transactions of the public test vectors, and constructed ones for newer rules. */
final class TransactionValidatorTest {
    private static final Map<String, Fork> LAST_FORKS = Map.ofEntries(
            Map.entry("Homestead", Fork.HOMESTEAD),
            Map.entry("EIP150", Fork.EIP150),
            Map.entry("EIP158", Fork.EIP158),
            Map.entry("Byzantium", Fork.BYZANTIUM),
            Map.entry("Constantinople", Fork.CONSTANTINOPLE),
            Map.entry("ConstantinopleFix", Fork.PETERSBURG),
            Map.entry("Istanbul", Fork.ISTANBUL),
            Map.entry("Berlin", Fork.BERLIN),
            Map.entry("London", Fork.LONDON),
            Map.entry("Paris", Fork.PARIS),
            Map.entry("Shanghai", Fork.SHANGHAI),
            Map.entry("Cancun", Fork.CANCUN));

    private final TransactionValidator validator = new TransactionValidator(new Senders(1_000));

    @Test
    void agreesWithTheVectors() {
        Map<String, JsonNode> cases = Vectors.ethereumTests("TransactionTests");
        assertThat(cases).hasSize(210);
        cases.forEach((name, one) -> {
            String hex = one.get("txbytes").asText().substring(2);
            byte[] encoded = HexFormat.of().parseHex(hex);
            for (Map.Entry<String, JsonNode> result : one.get("result").properties()) {
                String expected = result.getValue().has("exception")
                        ? "invalid"
                        : result.getValue().get("hash").asText() + " "
                                + result.getValue().get("sender").asText() + " "
                                + Long.decode(
                                        result.getValue().get("intrinsicGas").asText());
                assertThat(outcome(encoded, at(LAST_FORKS.get(result.getKey()))))
                        .as(name + " in " + result.getKey())
                        .isEqualTo(expected);
            }
        });
    }

    private String outcome(byte[] encoded, ForkRules rules) {
        try {
            TransactionValidator.Valid valid = validator.check(encoded, rules);
            return valid.transaction().hash() + " " + valid.sender() + " " + valid.intrinsicGas();
        } catch (InvalidTransactionException e) {
            return "invalid";
        }
    }

    @Test
    void allowsEachTypeFromItsForkOn() throws InvalidTransactionException {
        check(accessList(), Fork.BERLIN);
        refuses(accessList(), Fork.ISTANBUL, Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
        check(dynamicFee(21_000, 0), Fork.LONDON);
        refuses(dynamicFee(21_000, 0), Fork.BERLIN, Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
        check(blobs(1, 1), Fork.CANCUN);
        refuses(blobs(1, 1), Fork.SHANGHAI, Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
        assertThat(check(setCode(1), Fork.PRAGUE).intrinsicGas()).isEqualTo(21_000 + 25_000);
        refuses(setCode(1), Fork.CANCUN, Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
    }

    @Test
    void limitsBlobsAndAuthorizations() throws InvalidTransactionException {
        refuses(blobs(0, 1), Fork.CANCUN, Reason.INVALID_BLOBS, "blob transaction missing blob hashes");
        refuses(blobs(2, 2), Fork.CANCUN, Reason.INVALID_BLOBS, "blob 0 has invalid hash version");
        check(blobs(7, 1), Fork.PRAGUE);
        check(blobs(6, 1), Fork.OSAKA);
        refuses(blobs(7, 1), Fork.OSAKA, Reason.INVALID_BLOBS, "blob transaction has too many blobs");
        refuses(setCode(0), Fork.PRAGUE, Reason.INVALID_AUTHORIZATIONS, "EIP-7702 transaction with empty auth list");
    }

    @Test
    void asksForTheFloorOfGasSincePrague() throws InvalidTransactionException {
        // 1,000 bytes: 16 gas each to begin with, 40 each at the least.
        assertThat(check(dynamicFee(61_000 - 1, 1_000), Fork.CANCUN).intrinsicGas())
                .isEqualTo(37_000);
        refuses(
                dynamicFee(61_000 - 1, 1_000),
                Fork.PRAGUE,
                Reason.FLOOR_GAS_TOO_LOW,
                "insufficient gas for floor data gas cost: have 60999, want 61000");
        assertThat(check(dynamicFee(61_000, 1_000), Fork.PRAGUE).intrinsicGas()).isEqualTo(37_000);
    }

    @Test
    void limitsTheGasOfATransactionSinceOsaka() throws InvalidTransactionException {
        check(dynamicFee((1 << 24) + 1, 0), Fork.PRAGUE);
        check(dynamicFee(1 << 24, 0), Fork.OSAKA);
        refuses(
                dynamicFee((1 << 24) + 1, 0),
                Fork.OSAKA,
                Reason.GAS_LIMIT_TOO_HIGH,
                "transaction gas limit too high (cap: 16777216, tx: 16777217)");
    }

    private TransactionValidator.Valid check(byte[] encoded, Fork last) throws InvalidTransactionException {
        return validator.check(encoded, at(last));
    }

    private void refuses(byte[] encoded, Fork last, Reason reason, String message) {
        InvalidTransactionException e =
                catchThrowableOfType(InvalidTransactionException.class, () -> check(encoded, last));
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(message);
    }

    /** A chain of id 1. */
    private static ForkRules at(@Nullable Fork last) {
        EnumSet<Fork> active = last == null ? EnumSet.noneOf(Fork.class) : EnumSet.range(Fork.HOMESTEAD, last);
        return new ForkRules(BigInteger.ONE, active);
    }

    private static byte[] accessList() {
        return typed(1, out -> out.uint64(1).uint64(21_000).bytes(new byte[20]), new byte[0], out -> {});
    }

    private static byte[] dynamicFee(long gas, int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) 1);
        return typed(2, out -> out.uint64(1).uint64(1).uint64(gas).bytes(new byte[20]), data, out -> {});
    }

    private static byte[] blobs(int count, int version) {
        byte[] hash = new byte[32];
        hash[0] = (byte) version;
        return typed(3, out -> out.uint64(1).uint64(1).uint64(21_000).bytes(new byte[20]), new byte[0], out -> {
            out.uint64(1).beginList();
            for (int i = 0; i < count; i++) {
                out.bytes(hash);
            }
            out.endList();
        });
    }

    private static byte[] setCode(int count) {
        return typed(4, out -> out.uint64(1).uint64(1).uint64(50_000).bytes(new byte[20]), new byte[0], out -> {
            out.beginList();
            for (int i = 0; i < count; i++) {
                out.beginList().uint64(1).bytes(new byte[20]).uint64(0);
                out.uint64(0).uint64(1).uint64(1).endList();
            }
            out.endList();
        });
    }

    /** Returns an encoded transaction for chain 1, with an arbitrary signature. */
    private static byte[] typed(int type, Consumer<RlpWriter> fees, byte[] data, Consumer<RlpWriter> rest) {
        RlpWriter out = new RlpWriter().beginList().uint64(1).uint64(0);
        fees.accept(out);
        out.uint64(0).bytes(data).beginList().endList();
        rest.accept(out);
        byte[] payload = out.uint64(0).uint64(1).uint64(1).endList().toBytes();
        byte[] encoded = new byte[payload.length + 1];
        encoded[0] = (byte) type;
        System.arraycopy(payload, 0, encoded, 1, payload.length);
        return encoded;
    }
}
