package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.config.EvmConfig;
import dev.drover.evm.CodeCache;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.call.EvmResources;
import dev.drover.state.States;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the recordings cannot show: limits. */
final class EthCallTest {
    private static final String TO = "\"0xc100000000000000000000000000000000000000\"";
    private static final String ENDLESS = "{\"code\":\"0x5b600056\"}";

    @Test
    void stopsACallThatTakesTooLong() {
        try (LocalRpc rpc = rpc(new EvmConfig(0, Duration.ofMillis(200), 1, 1))) {
            assertThat(call(rpc, "eth_call", "{\"to\":" + TO + "},\"latest\",{" + TO + ":" + ENDLESS + "}"))
                    .contains("\"code\":-32000,\"message\":\"execution aborted (timeout = 200ms)\"");
            assertThat(call(
                            rpc,
                            "eth_simulateV1",
                            "{\"blockStateCalls\":[{\"stateOverrides\":{" + TO + ":" + ENDLESS + "},"
                                    + "\"blockOverrides\":{\"gasLimit\":\"0xffffffffffff\"},"
                                    + "\"calls\":[{\"to\":" + TO + "}]}]}"))
                    .contains("execution aborted (timeout = 200ms)");
        }
    }

    @Test
    void stopsASimulationBetweenItsBlocks() {
        try (LocalRpc rpc = rpc(new EvmConfig(0, Duration.ofMillis(1), 1, 1))) {
            String blocks = "{\"blockStateCalls\":[" + "{},".repeat(255) + "{}]}";
            assertThat(call(rpc, "eth_simulateV1", blocks)).contains("execution aborted (timeout = 1ms)");
        }
    }

    @Test
    void capsTheGasOfACall() {
        try (LocalRpc rpc = rpc(new EvmConfig(100_000, Duration.ofSeconds(5), 1, 1))) {
            assertThat(call(
                            rpc,
                            "eth_call",
                            "{\"to\":" + TO + ",\"gas\":\"0x1000000\"},\"latest\",{" + TO + ":" + ENDLESS + "}"))
                    .contains("\"message\":\"out of gas\"");
            String gasLeft = "{\"code\":\"0x5a60005260206000f3\"}";
            String answer = call(rpc, "eth_call", "{\"to\":" + TO + "},\"latest\",{" + TO + ":" + gasLeft + "}");
            BigInteger left = new BigInteger(answer.replaceAll(".*\"result\":\"0x|\"}$", ""), 16);
            assertThat(left).isBetween(BigInteger.valueOf(70_000), BigInteger.valueOf(79_000));
        }
    }

    @Test
    void doesNotMoveAContractOntoWhatIsOverridden() {
        try (LocalRpc rpc = rpc(new EvmConfig(50_000_000, Duration.ofSeconds(5), 1, 1))) {
            String identity = "\"0x0000000000000000000000000000000000000004\"";
            String moved = identity + ":{\"movePrecompileToAddress\":" + TO + "}";
            String data = "{\"to\":" + TO + ",\"data\":\"0x0102\"},\"latest\",";
            assertThat(call(rpc, "eth_call", data + "{" + moved + "}")).contains("\"result\":\"0x0102\"");
            assertThat(call(rpc, "eth_call", data + "{" + moved + "," + TO + ":{}}"))
                    .contains("account 0xc100000000000000000000000000000000000000 is already overridden");
        }
    }

    private static LocalRpc rpc(EvmConfig limits) {
        MethodTable table = new MethodTable();
        EvmResources resources = new EvmResources(new States(1 << 20), new CodeCache(1 << 20), limits);
        new EthCall(resources, call -> BigInteger.ONE).register(table);
        new EthSimulate(resources).register(table);
        return new LocalRpc(table, RecordedChain.ofFixture("conformance").heads());
    }

    private static String call(LocalRpc rpc, String method, String params) {
        return rpc.call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}");
    }
}
