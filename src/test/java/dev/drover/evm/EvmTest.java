package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Small contracts: how calls end, the texts and kinds of failures, and the events that tracers receive. */
final class EvmTest {
    private static final Address CALLER = new Address(0, 0, 0xca11e4);
    private static final Address CONTRACT = new Address(0, 0, 0xc0de);
    private static final long GAS = 1_000_000;

    private final List<String> events = new ArrayList<>();

    @Test
    void addsAndReturns() {
        CallResult result = run("6003600401" + "600052" + "60206000f3", null);
        assertThat(result.fault()).isNull();
        assertThat(Word.of(result.output())).isEqualTo(Word.of(7));
        assertThat(GAS - result.gasLeft()).isEqualTo(7 * 3 + 3);
    }

    @Test
    void reportsFailuresWithGethsTexts() {
        assertThat(failure("01")).isEqualTo("stack underflow (0 <=> 2)");
        assertThat(failure("5b5f600056")).isEqualTo("stack limit reached 1024 (1023)");
        assertThat(failure("fe")).isEqualTo("invalid opcode: INVALID");
        assertThat(failure("0c")).isEqualTo("invalid opcode: opcode 0xc not defined");
        assertThat(failure("600356")).isEqualTo("invalid jump destination");
        assertThat(failure("60016000fd")).isEqualTo("execution reverted");
        assertThat(failure("600160006000" + "3e")).isEqualTo("return data out of bounds");
        assertThat(failure("5b600056")).isEqualTo("out of gas");
        assertThat(failure("7f" + "ff".repeat(32) + "51")).isEqualTo("gas uint64 overflow");
        assertThat(failure("67" + "7f".repeat(8) + "51")).isEqualTo("out of gas: gas uint64 overflow");
    }

    @Test
    void countsGasThatCannotBeComputedAsOutOfGas() {
        assertThat(kind("5b600056")).isEqualTo(Fault.Kind.OUT_OF_GAS);
        assertThat(kind("67" + "7f".repeat(8) + "51")).isEqualTo(Fault.Kind.OUT_OF_GAS);
        assertThat(kind("7f" + "ff".repeat(32) + "51")).isEqualTo(Fault.Kind.GAS_OVERFLOW);
        assertThat(kind("60016000fd")).isEqualTo(Fault.Kind.REVERTED);
        assertThat(kind("fe")).isEqualTo(Fault.Kind.INVALID_OPCODE);
    }

    private Fault.@Nullable Kind kind(String code) {
        Fault fault = run(code, null).fault();
        return fault == null ? null : fault.kind();
    }

    @Test
    void keepsGasOfARevertOnly() {
        assertThat(run("60006000fd", null).gasLeft()).isEqualTo(GAS - 6);
        assertThat(run("fe", null).gasLeft()).isZero();
    }

    @Test
    void callsItselfUntilTheDepthIsReached() {
        // Since EIP-150 a contract that calls itself with all its gas runs out of gas before the depth limit.
        String callSelf = "5f5f5f5f5f305af1" + "5f5260205ff3";
        CallResult result = run(callSelf, null, 10_000_000_000L);
        assertThat(result.fault()).isNull();
        CallResult deep = run("5f5f5f5f5f305af1", new Listener(), Long.MAX_VALUE);
        assertThat(deep.fault()).isNull();
        assertThat(events).contains("exit 1025 max call depth exceeded");
    }

    @Test
    void reportsEveryStepToTracers() {
        run("5f5f5f5f6001" + "61fff15af1" + "3d5ffd", new Listener());
        assertThat(events)
                .containsExactly(
                        "enter 0 CALL 0x000000000000000000000000000000000000c0de",
                        "PUSH0 2",
                        "PUSH0 2",
                        "PUSH0 2",
                        "PUSH0 2",
                        "PUSH1 3",
                        "PUSH2 3",
                        "GAS 2",
                        // 100, 2,500 for a cold account, 9,000 for the value, 25,000 for a new account, and the gas
                        // passed to the call.
                        "CALL 984932",
                        "enter 1 CALL 0x000000000000000000000000000000000000fff1",
                        "exit 1 insufficient balance for transfer",
                        "RETURNDATASIZE 2",
                        "PUSH0 2",
                        "REVERT 0",
                        "fault execution reverted",
                        "exit 0 execution reverted");
    }

    @Test
    void stopsWhenItIsInterrupted() {
        Interrupt interrupt = Interrupt.after(TimeUnit.MILLISECONDS.toNanos(20));
        Evm evm = evm("5b600056", null, interrupt);
        assertThatThrownBy(() -> evm.call(CALLER, CONTRACT, new byte[0], Long.MAX_VALUE, Word.ZERO))
                .isInstanceOf(CancelledException.class);
    }

    private String failure(String code) {
        Fault fault = run(code, null).fault();
        return fault == null ? "none" : fault.message();
    }

    private CallResult run(String code, @Nullable Tracer tracer) {
        return run(code, tracer, GAS);
    }

    private CallResult run(String code, @Nullable Tracer tracer, long gas) {
        return evm(code, tracer, Interrupt.none()).call(CALLER, CONTRACT, new byte[0], gas, Word.ZERO);
    }

    private static Evm evm(String code, @Nullable Tracer tracer, Interrupt interrupt) {
        MemoryState state =
                new MemoryState().put(CONTRACT, 1, Word.ZERO, HexFormat.of().parseHex(code), Map.of());
        ForkRules rules = new ForkRules(BigInteger.ONE, EnumSet.range(Fork.HOMESTEAD, Fork.OSAKA));
        BlockContext block = new BlockContext(
                rules, 1, 1, Address.ZERO, Word.ZERO, Hash.ZERO, GAS, Word.ZERO, Word.ZERO, number -> Hash.ZERO);
        return new Evm(new World(state, new CodeCache(1 << 20)), block, address -> null, tracer, interrupt);
    }

    private final class Listener implements Tracer {
        @Override
        public void onEnter(
                int depth,
                CallType type,
                Address from,
                Address to,
                boolean precompile,
                byte[] input,
                long gas,
                @Nullable Word value) {
            events.add("enter " + depth + " " + type + " " + to);
        }

        @Override
        public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
            events.add("exit " + depth + " " + (fault == null ? "" : fault.message()));
        }

        @Override
        public void onOpcode(
                int pc,
                int opcode,
                long gas,
                long cost,
                FrameView frame,
                byte[] returnData,
                int depth,
                @Nullable Fault fault) {
            events.add(Opcode.name(opcode) + " " + cost);
        }

        @Override
        public void onFault(int pc, int opcode, long gas, long cost, FrameView frame, int depth, Fault fault) {
            events.add("fault " + fault.message());
        }
    }
}
