package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.precompile.Precompiles;
import dev.drover.evm.trace.AccountState;
import dev.drover.evm.trace.CallFrame;
import dev.drover.evm.trace.FlatCall;
import dev.drover.evm.trace.RevertReason;
import dev.drover.evm.trace.Step;
import dev.drover.evm.trace.Trace;
import dev.drover.evm.trace.TraceBudget;
import dev.drover.evm.trace.TraceContext;
import dev.drover.evm.trace.TraceTooLargeException;
import dev.drover.evm.trace.TracerKind;
import dev.drover.evm.trace.Tracers;
import dev.drover.evm.trace.TransactionTracer;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Traces of small contracts, for cases that the recorded answers do not cover. */
final class TracersTest {
    private static final Address SENDER = new Address(0, 0, 0x5e4de4);
    private static final Address CONTRACT = new Address(0, 0, 0xc0de);
    private static final Address OTHER = new Address(0, 0, 0x07e4);
    private static final long BUDGET = 1 << 20;

    /** Logs, then calls {@link #OTHER}, then logs again. */
    private static final String LOG_CALL_LOG = "5f5fa0" + "5f5f5f5f5f6107e45af150" + "5f5fa0" + "00";

    private static final String LOG_AND_REVERT = "5f5fa0" + "5f5ffd";

    private Fork fork = Fork.CANCUN;

    @Test
    void doesNotCountLogsThatWereUndone() throws Exception {
        Trace.Calls trace = (Trace.Calls)
                run(new TracerKind.Calls(false, true), Map.of(CONTRACT, LOG_CALL_LOG, OTHER, LOG_AND_REVERT));
        CallFrame top = trace.top();
        assertThat(top.logs()).hasSize(2);
        assertThat(top.logs().get(0).index()).isEqualTo(7);
        assertThat(top.logs().get(0).position()).isZero();
        assertThat(top.logs().get(1).index()).isEqualTo(8);
        assertThat(top.logs().get(1).position()).isEqualTo(1);
        assertThat(top.calls().getFirst().logs()).isEmpty();
        assertThat(top.calls().getFirst().fault()).isEqualTo(Fault.REVERTED);
    }

    @Test
    void recordsTheTopCallOnly() throws Exception {
        Trace.Calls trace = (Trace.Calls)
                run(new TracerKind.Calls(true, true), Map.of(CONTRACT, LOG_CALL_LOG, OTHER, LOG_AND_REVERT));
        assertThat(trace.top().calls()).isEmpty();
        assertThat(trace.top().logs()).hasSize(2);
        assertThat(trace.top().logs().get(1).index()).isEqualTo(8);
    }

    @Test
    void convertsErrorsToParitysIfRequested() throws Exception {
        // Calls OTHER, which fails in different ways.
        String call = "5f5f5f5f5f6107e4612710f100";
        assertThat(failure(call, "5f5ffd", true)).isEqualTo("Reverted");
        assertThat(failure(call, "5f5ffd", false)).isEqualTo("execution reverted");
        assertThat(failure(call, "fe", true)).isEqualTo("Bad instruction");
        assertThat(failure(call, "5b5f56", true)).isEqualTo("Out of gas");
        assertThat(failure(call, "01", true)).isEqualTo("Stack underflow");
        assertThat(failure(call, "600356", true)).isEqualTo("Bad jump destination");
    }

    private String failure(String code, String other, boolean convert) throws Exception {
        Trace.FlatCalls trace =
                (Trace.FlatCalls) run(new TracerKind.FlatCalls(convert, false), Map.of(CONTRACT, code, OTHER, other));
        FlatCall failed = trace.calls().get(1);
        assertThat(failed.address()).containsExactly(0);
        return Objects.requireNonNull(failed.error());
    }

    @Test
    void omitsPrecompiledContractsFromFlatCalls() throws Exception {
        String callIdentityAndOther = "5f5f5f5f5f60045af1" + "5f5f5f5f5f6107e45af1";
        Map<Address, String> codes = Map.of(CONTRACT, callIdentityAndOther, OTHER, "00");
        Trace.FlatCalls without = (Trace.FlatCalls) run(new TracerKind.FlatCalls(false, false), codes);
        assertThat(without.calls()).extracting(FlatCall::address).containsExactly(List.of(), List.of(0));
        Trace.FlatCalls with = (Trace.FlatCalls) run(new TracerKind.FlatCalls(false, true), codes);
        assertThat(with.calls()).extracting(FlatCall::address).containsExactly(List.of(), List.of(0), List.of(1));
    }

    @Test
    void reportsAContractAsDestroyedOnlyIfTheForkDestroysIt() throws Exception {
        Map<Address, String> codes = Map.of(CONTRACT, "6107e4ff");
        TracerKind kind = new TracerKind.Prestate(true, false, false, false);
        Trace.Changes stays = (Trace.Changes) run(kind, codes);
        assertThat(Objects.requireNonNull(stays.after().get(CONTRACT)).balance())
                .isEqualTo(Word.ZERO);
        fork = Fork.SHANGHAI;
        Trace.Changes goes = (Trace.Changes) run(kind, codes);
        assertThat(goes.after()).doesNotContainKey(CONTRACT);
        assertThat(Objects.requireNonNull(goes.before().get(CONTRACT)).balance())
                .isEqualTo(Word.of(5));
    }

    @Test
    void includesEmptyAccountsIfRequested() throws Exception {
        Map<Address, String> codes = Map.of(CONTRACT, "6107e43150");
        Trace.Prestate without = (Trace.Prestate) run(new TracerKind.Prestate(false, false, false, false), codes);
        assertThat(without.accounts()).containsOnlyKeys(SENDER, CONTRACT);
        Trace.Prestate with = (Trace.Prestate) run(new TracerKind.Prestate(false, true, true, true), codes);
        assertThat(with.accounts()).containsOnlyKeys(Address.ZERO, SENDER, CONTRACT, OTHER);
        AccountState contract = Objects.requireNonNull(with.accounts().get(CONTRACT));
        assertThat(contract.code()).isEmpty();
        assertThat(contract.codeHash()).isNotNull();
    }

    @Test
    void ignoresCallDataShorterThanASelector() throws Exception {
        String call3And5Bytes = "5f5f60035f5f6107e45af1" + "5f5f60055f5f6107e45af1" + "5f5f60055f5f60045af1";
        Trace.Selectors trace =
                (Trace.Selectors) run(new TracerKind.FourByte(), Map.of(CONTRACT, call3And5Bytes, OTHER, "00"));
        assertThat(trace.counts()).isEqualTo(Map.of("0x00000000-1", 1));
    }

    @Test
    void endsWhenTheBudgetIsExceeded() {
        // Loops until it runs out of gas.
        Map<Address, String> loop = Map.of(CONTRACT, "5b5f5f5f505050" + "5f56");
        assertThatThrownBy(() -> run(struct(0), loop)).isInstanceOf(TraceTooLargeException.class);
        // Calls OTHER with 32 kB in a loop.
        Map<Address, String> calls = Map.of(CONTRACT, "5b" + "5f5f6180005f5f6107e45af150" + "5f56", OTHER, "00");
        assertThatThrownBy(() -> run(new TracerKind.Calls(false, false), calls))
                .isInstanceOf(TraceTooLargeException.class);
        assertThatThrownBy(() -> run(new TracerKind.FlatCalls(false, false), calls))
                .isInstanceOf(TraceTooLargeException.class);
    }

    @Test
    void stopsRecordingAtTheLimit() throws Exception {
        Map<Address, String> loop = Map.of(CONTRACT, "5b5f5f5f505050" + "5f56");
        Trace.Steps steps = (Trace.Steps) run(struct(5_000), loop);
        // 60 to 100 bytes each.
        assertThat(steps.steps()).hasSizeBetween(50, 85);
        assertThat(steps.failed()).isTrue();
        assertThat(steps.gas()).isEqualTo(1_000_000);
    }

    @Test
    void recordsWhatIsRequested() throws Exception {
        Map<Address, String> store = Map.of(CONTRACT, "60075f52" + "6005600355" + "60035450" + "00");
        Trace.Steps all = (Trace.Steps) run(new TracerKind.Struct(false, false, true, true, 0), store);
        Step load = all.steps().get(7);
        assertThat(Opcode.name(load.opcode())).isEqualTo("SLOAD");
        assertThat(load.stack()).containsExactly(Word.of(3));
        assertThat(load.memory()).hasSize(32).endsWith(7);
        assertThat(load.storage()).isEqualTo(Map.of(Word.of(3).toHash(), Word.of(5)));
        Trace.Steps none = (Trace.Steps) run(new TracerKind.Struct(true, true, false, false, 0), store);
        Step bare = none.steps().get(7);
        assertThat(bare.stack()).isNull();
        assertThat(bare.memory()).isNull();
        assertThat(bare.storage()).isNull();
        assertThat(bare.returnData()).isNull();
    }

    @Test
    void runsSeveralTracersAtOnce() throws Exception {
        TracerKind mux = new TracerKind.Mux(
                new TreeMap<>(Map.of("a", new TracerKind.Noop(), "b", new TracerKind.Calls(false, false))));
        Trace.Several trace = (Trace.Several) run(mux, Map.of(CONTRACT, "00"));
        assertThat(trace.traces().get("a")).isInstanceOf(Trace.Nothing.class);
        assertThat(trace.traces().get("b")).isInstanceOf(Trace.Calls.class);
    }

    @Test
    void decodesOnlyWellFormedReasons() {
        String offset = "0".repeat(62) + "20";
        String head = "08c379a0" + offset;
        assertThat(reason(head + "0".repeat(63) + "2" + "6869" + "0".repeat(60)))
                .isEqualTo("hi");
        assertThat(reason(head + "0".repeat(62) + "40" + "6869" + "0".repeat(60)))
                .isNull();
        assertThat(reason("08c379a0" + "f".repeat(64))).isNull();
        assertThat(reason("08c379a0")).isNull();
        assertThat(reason("08c379")).isNull();
        assertThat(reason("4e487b71" + "0".repeat(62) + "11")).isEqualTo("arithmetic underflow or overflow");
        assertThat(reason("4e487b71" + "0".repeat(62) + "99")).isEqualTo("unknown panic code: 0x99");
        assertThat(reason("4e487b71" + "00")).isNull();
        assertThat(reason("12345678" + offset)).isNull();
    }

    private static @Nullable String reason(String hex) {
        return RevertReason.of(HexFormat.of().parseHex(hex));
    }

    private static TracerKind struct(long limit) {
        return new TracerKind.Struct(false, false, false, false, limit);
    }

    private Trace run(TracerKind kind, Map<Address, String> codes) throws InvalidTransactionException {
        MemoryState state = new MemoryState().put(SENDER, 0, Word.of(1_000_000_000L), new byte[0], Map.of());
        codes.forEach((address, code) ->
                state.put(address, 1, Word.of(5), HexFormat.of().parseHex(code), Map.of()));
        ForkRules rules = new ForkRules(BigInteger.ONE, EnumSet.range(Fork.HOMESTEAD, fork));
        BlockContext block = new BlockContext(
                rules, 1, 1, Address.ZERO, Word.ZERO, Hash.ZERO, 1 << 30, Word.ZERO, Word.ZERO, number -> Hash.ZERO);
        TransactionTracer tracer =
                Tracers.create(kind, new TraceContext(null, null, null, 0, 7, new TraceBudget(BUDGET)));
        World world = new World(state, new CodeCache(1 << 20));
        Evm evm = new Evm(world, block, Precompiles.at(rules)::get, tracer, Interrupt.none());
        Message message = new Message(
                SENDER,
                CONTRACT,
                0,
                Word.ZERO,
                1_000_000,
                Word.ZERO,
                Word.ZERO,
                Word.ZERO,
                new byte[0],
                List.of(),
                null,
                null,
                null,
                false,
                false);
        TransactionProcessor.of(evm).run(message, 1 << 30);
        return tracer.result();
    }
}
