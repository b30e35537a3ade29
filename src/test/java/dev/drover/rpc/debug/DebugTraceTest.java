package dev.drover.rpc.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Senders;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.TestMethods;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Traces of the conformance suite's chain, where its files and the recorded answers do not tell. */
final class DebugTraceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A creation in block 1: 80 instructions. */
    private static final String CREATION = "0xc1d605c6612a5fe84dc95810030bfe5b1d327652b381bc695e28f50d13b2b09e";

    private static final String NOBODY = "0xffffffffffffffffffffffffffffffffffffffff";

    private static RecordedChain chain;
    private static LocalRpc rpc;

    @BeforeAll
    static void open() {
        chain = RecordedChain.ofFixture("conformance");
        rpc = new LocalRpc(TestMethods.all(), chain.heads());
    }

    @AfterAll
    static void close() {
        rpc.close();
    }

    @Test
    void countsTheBytesOfItsLimitAsTheyAreWritten() {
        String all = trace("{\"enableMemory\":true,\"enableReturnData\":true}")
                .path("result")
                .path("structLogs")
                .toString();
        int steps = trace("{}").path("result").path("structLogs").size();
        // The array's brackets and commas do not count; geth stops only after it has gone beyond the limit.
        int bytes = all.length() - 2 - (steps - 1);
        assertThat(stepsWithin(bytes)).isEqualTo(steps);
        assertThat(stepsWithin(bytes - 1)).isEqualTo(steps);
        JsonNode logs = trace("{\"enableMemory\":true,\"enableReturnData\":true}")
                .path("result")
                .path("structLogs");
        int last = logs.get(steps - 1).toString().length();
        assertThat(stepsWithin(bytes - last)).isEqualTo(steps);
        assertThat(stepsWithin(bytes - last - 1)).isEqualTo(steps - 1);
    }

    private static int stepsWithin(int limit) {
        return trace("{\"enableMemory\":true,\"enableReturnData\":true,\"limit\":" + limit + "}")
                .path("result")
                .path("structLogs")
                .size();
    }

    @Test
    void saysWhatIsWrongWithATracer() {
        assertThat(failure("{\"tracer\":\"nope\"}"))
                .isEqualTo("-32000 tracer \"nope\" is not known: there are callTracer, flatCallTracer, prestateTracer,"
                        + " 4byteTracer, noopTracer and muxTracer; none in JavaScript");
        assertThat(failure("{\"tracer\":\"muxTracer\",\"tracerConfig\":{\"nope\":{}}}"))
                .startsWith("-32000 tracer \"nope\" is not known");
        assertThat(failure(
                        "{\"tracer\":\"prestateTracer\",\"tracerConfig\":{\"diffMode\":true,\"includeEmpty\":true}}"))
                .isEqualTo("-32000 cannot use diffMode with includeEmpty");
        assertThat(failure("{\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":1}}"))
                .startsWith("-32000 json: cannot unmarshal number");
        assertThat(failure("{\"tracer\":5}")).startsWith("-32602 invalid argument 1: json: cannot unmarshal number");
    }

    @Test
    void endsInTime() {
        JsonNode endless = call(
                rpc,
                "debug_traceCall",
                "{\"to\":\"" + NOBODY
                        + "\"},\"latest\",{\"tracer\":\"noopTracer\",\"timeout\":\"20ms\",\"stateOverrides\":{\""
                        + NOBODY + "\":{\"code\":\"0x5b5f56\"}}}");
        assertThat(endless.path("error").path("message").asText()).isEqualTo("execution timeout");
        assertThat(failure("{\"timeout\":\"5\"}")).isEqualTo("-32000 time: missing unit in duration \"5\"");
    }

    @Test
    void refusesTracesThatAreTooLarge() {
        MethodTable table = new MethodTable();
        new DebugTrace(TestMethods.resources(), new Senders(100), 1_000).register(table);
        try (LocalRpc small = new LocalRpc(table, chain.heads())) {
            assertThat(call(small, "debug_traceTransaction", "\"" + CREATION + "\"")
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(-32003);
            assertThat(call(small, "debug_traceTransaction", "\"" + CREATION + "\",{\"tracer\":\"callTracer\"}")
                            .has("result"))
                    .isTrue();
        }
    }

    @Test
    void callsBetweenTransactions() {
        // What the creator's nonce is before the first transaction of block 1, and after it.
        JsonNode block =
                call(rpc, "eth_getTransactionByHash", "\"" + CREATION + "\"").path("result");
        String from = block.path("from").asText();
        assertThat(nonceSeen(from, "0x0")).isEqualTo(block.path("nonce").asText());
        assertThat(Long.decode(nonceSeen(from, "0x1")))
                .isEqualTo(1 + Long.decode(block.path("nonce").asText()));
        assertThat(Long.decode(nonceSeen(from, null))).isGreaterThan(1);
        assertThat(call(rpc, "debug_traceCall", "{},\"0x1\",{\"txIndex\":\"0xff\"}")
                        .path("error")
                        .path("message")
                        .asText())
                .startsWith("transaction index 255 out of range for block 0x");
        assertThat(call(rpc, "debug_traceCall", "{},\"0x0\",{\"txIndex\":\"0x0\"}")
                        .path("error")
                        .path("message")
                        .asText())
                .isEqualTo("no transaction in genesis");
        assertThat(call(rpc, "debug_traceCall", "{},\"pending\"")
                        .path("error")
                        .path("message")
                        .asText())
                .isEqualTo("tracing on top of pending is not supported");
    }

    /** The nonce that a trace shows an account to have. */
    private static String nonceSeen(String account, @Nullable String index) {
        String options =
                "{\"tracer\":\"prestateTracer\"" + (index == null ? "" : ",\"txIndex\":\"" + index + "\"") + "}";
        JsonNode accounts = call(
                        rpc,
                        "debug_traceCall",
                        "{\"from\":\"" + account + "\",\"to\":\"" + account + "\"},\"0x1\"," + options)
                .path("result");
        return "0x" + Long.toHexString(accounts.path(account).path("nonce").asLong());
    }

    @Test
    void readsSpansOfTimeAsGoDoes() {
        assertThat(GoDuration.nanos("1m30s")).isEqualTo(90_000_000_000L);
        assertThat(GoDuration.nanos("1.5h")).isEqualTo(5_400_000_000_000L);
        assertThat(GoDuration.nanos("300ms")).isEqualTo(300_000_000L);
        assertThat(GoDuration.nanos("-2µs")).isEqualTo(-2_000L);
        assertThat(GoDuration.nanos("0")).isZero();
        for (String wrong : List.of("x", "", "-", ".s", "1s!", "s")) {
            assertThatThrownBy(() -> GoDuration.nanos(wrong)).isInstanceOf(RpcException.class);
        }
        assertThatThrownBy(() -> GoDuration.nanos("3x")).hasMessage("time: unknown unit \"x\" in duration \"3x\"");
        assertThatThrownBy(() -> GoDuration.nanos("9999999h")).hasMessage("time: invalid duration \"9999999h\"");
    }

    private static String failure(String options) {
        JsonNode error = trace(options).path("error");
        return error.path("code").asText() + " " + error.path("message").asText();
    }

    private static JsonNode trace(String options) {
        return call(rpc, "debug_traceTransaction", "\"" + CREATION + "\"," + options);
    }

    private static JsonNode call(LocalRpc to, String method, String params) {
        try {
            return JSON.readTree(to.call(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
