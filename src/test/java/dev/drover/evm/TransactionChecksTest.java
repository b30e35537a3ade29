package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.precompile.Precompiles;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reasons why transactions are refused, which JSON-RPC codes depend on. */
final class TransactionChecksTest {
    private static final Address SENDER = new Address(1, 2, 3);
    private static final Address CONTRACT = new Address(4, 5, 6);
    private static final Address EXHAUSTED = new Address(7, 8, 9);
    private static final long GAS = 100_000;
    private static final Word BASE_FEE = Word.of(10);

    private final MemoryState state = new MemoryState()
            .put(SENDER, 5, Word.of(50_000_000), new byte[0], Map.of())
            .put(CONTRACT, 5, Word.of(50_000_000), new byte[] {0}, Map.of())
            .put(EXHAUSTED, -1, Word.of(50_000_000), new byte[0], Map.of());

    @Test
    void acceptsAValidTransaction() throws InvalidTransactionException {
        assertThat(run(message(SENDER, 5, 0, GAS, 20, 1)).succeeded()).isTrue();
    }

    @Test
    void refusesWrongNonces() {
        assertThat(reason(message(SENDER, 4, 0, GAS, 20, 1))).isEqualTo(Reason.NONCE_TOO_LOW);
        assertThat(reason(message(SENDER, 6, 0, GAS, 20, 1))).isEqualTo(Reason.NONCE_TOO_HIGH);
        assertThat(reason(message(EXHAUSTED, -1, 0, GAS, 20, 1))).isEqualTo(Reason.NONCE_MAX);
    }

    @Test
    void refusesAContractAsSender() {
        assertThat(reason(message(CONTRACT, 5, 0, GAS, 20, 1))).isEqualTo(Reason.SENDER_NOT_EOA);
    }

    @Test
    void refusesFeesThatTheBlockDoesNotAllow() {
        assertThat(reason(message(SENDER, 5, 0, GAS, 9, 1))).isEqualTo(Reason.FEE_CAP_TOO_LOW);
        assertThat(reason(message(SENDER, 5, 0, GAS, 20, 21))).isEqualTo(Reason.TIP_ABOVE_FEE_CAP);
    }

    @Test
    void refusesWhatTheSenderCannotPay() {
        assertThat(reason(message(SENDER, 5, 0, GAS, 501, 1))).isEqualTo(Reason.INSUFFICIENT_FUNDS);
        assertThat(reason(message(SENDER, 5, 48_000_001, GAS, 20, 1))).isEqualTo(Reason.INSUFFICIENT_FUNDS);
    }

    @Test
    void refusesGasLimitsThatAreTooLowOrTooHigh() {
        assertThat(reason(message(SENDER, 5, 0, 20_999, 20, 1))).isEqualTo(Reason.INTRINSIC_GAS_TOO_LOW);
        assertThat(reason(message(SENDER, 5, 0, (1 << 24) + 1, 20, 1))).isEqualTo(Reason.GAS_LIMIT_TOO_HIGH);
        assertThat(reason(message(SENDER, 5, 0, 2_000_000, 20, 1))).isEqualTo(Reason.BLOCK_GAS_EXCEEDED);
        assertThat(reason(message(SENDER, CONTRACT, 30_000, new byte[1_000]))).isEqualTo(Reason.FLOOR_GAS_TOO_LOW);
    }

    @Test
    void refusesInitCodeThatIsTooLarge() {
        assertThat(reason(message(SENDER, null, 1_000_000, new byte[49_153]))).isEqualTo(Reason.INIT_CODE_TOO_LARGE);
    }

    @Test
    void leavesTheWorldUnchangedIfTheTransactionIsRefused() {
        World world = new World(state, new CodeCache(1 << 20));
        Message message = message(SENDER, 5, 0, 20_999, 20, 1);
        assertThatThrownBy(() -> run(message, world)).isInstanceOf(InvalidTransactionException.class);
        world.endTransaction(true);
        assertThat(world.balance(SENDER)).isEqualTo(Word.of(50_000_000));
    }

    private Reason reason(Message message) {
        return catchThrowableOfType(InvalidTransactionException.class, () -> run(message))
                .reason();
    }

    private TransactionResult run(Message message) throws InvalidTransactionException {
        return run(message, new World(state, new CodeCache(1 << 20)));
    }

    private static TransactionResult run(Message message, World world) throws InvalidTransactionException {
        ForkRules rules = new ForkRules(BigInteger.ONE, EnumSet.range(Fork.HOMESTEAD, Fork.OSAKA));
        BlockContext block = new BlockContext(
                rules, 1, 1, Address.ZERO, Word.ZERO, Hash.ZERO, 1_000_000, BASE_FEE, Word.ZERO, number -> Hash.ZERO);
        Evm evm = new Evm(world, block, Precompiles.at(rules)::get, null, Interrupt.none());
        return TransactionProcessor.of(evm).run(message, block.gasLimit());
    }

    private static Message message(Address from, long nonce, long value, long gas, long feeCap, long tipCap) {
        return message(from, CONTRACT, nonce, value, gas, feeCap, tipCap, new byte[0]);
    }

    private static Message message(Address from, @Nullable Address to, long gas, byte[] data) {
        return message(from, to, 5, 0, gas, 20, 1, data);
    }

    private static Message message(
            Address from,
            @Nullable Address to,
            long nonce,
            long value,
            long gas,
            long feeCap,
            long tipCap,
            byte[] data) {
        return new Message(
                from,
                to,
                nonce,
                Word.of(value),
                gas,
                Word.of(Math.min(feeCap, 10 + tipCap)),
                Word.of(feeCap),
                Word.of(tipCap),
                data,
                List.of(),
                null,
                null,
                null,
                false,
                false);
    }
}
