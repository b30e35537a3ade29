package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestReaderTest {
    private final RequestReader reader = new RequestReader(2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.5",
                "-0.1e+7",
                "123456789012345678901234567890",
                "\"x\"",
                "\"\"",
                "\"\\u0041\\\"\\\\é😀\"",
                "true",
                "false",
                "null"
            })
    void keepsTheIdAsItWasSent(String id) {
        for (String format : new String[] {
            "{\"id\":%s,\"jsonrpc\":\"2.0\",\"method\":\"m\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"id\":%s}",
            " { \"jsonrpc\" : \"2.0\" , \"é\":\"😀\", \"method\":\"m\", \"id\" :\n %s \n, \"params\" : [ ] } ",
        }) {
            RpcRequest request = single(String.format(format, id));
            assertThat(request.kind()).isEqualTo(RpcRequest.Kind.CALL);
            assertThat(new String(request.id(), StandardCharsets.UTF_8)).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "{\"a\":[1,{}]}"})
    void echoesNoIdThatIsAStructure(String id) {
        RpcRequest request = single("{\"id\":" + id + ",\"jsonrpc\":\"2.0\",\"method\":\"m\"}");
        assertThat(request.kind()).isEqualTo(RpcRequest.Kind.INVALID);
        assertThat(request.id()).isNull();
    }

    @Test
    void takesTheLastOfMembersThatComeTwice() {
        RpcRequest request =
                single("{\"id\":1,\"jsonrpc\":\"1\",\"method\":\"a\",\"id\":2,\"jsonrpc\":\"2.0\",\"method\":\"b\"}");
        assertThat(request.kind()).isEqualTo(RpcRequest.Kind.CALL);
        assertThat(request.id()).asString(StandardCharsets.UTF_8).isEqualTo("2");
        assertThat(request.method()).isEqualTo("b");
    }

    @Test
    void ignoresAnswersToQuestionsNeverAsked() {
        assertThat(single("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}").kind())
                .isEqualTo(RpcRequest.Kind.RESPONSE);
        assertThat(single("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}")
                        .kind())
                .isEqualTo(RpcRequest.Kind.RESPONSE);
        assertThat(single("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":null}").kind())
                .isEqualTo(RpcRequest.Kind.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "}",
                "nul",
                "[{}",
                "[{},",
                "{\"id\"",
                "{\"id\":",
                "{\"params\":[1,}",
                "{\"id\":\"\u0001\"}",
                "{\"id\":\"a",
                "[\"a"
            })
    void refusesWhatIsNoJson(String body) {
        assertThat(read(body).shape()).isEqualTo(RpcBody.Shape.MALFORMED);
    }

    @Test
    void takesOnlyTheFirstValue() {
        assertThat(single("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"} {").kind())
                .isEqualTo(RpcRequest.Kind.CALL);
        assertThat(read("").shape()).isEqualTo(RpcBody.Shape.EMPTY);
        assertThat(read(" \n").shape()).isEqualTo(RpcBody.Shape.EMPTY);
    }

    @Test
    void keepsNoMoreOfABatchThanAllowedButReadsItToItsEnd() {
        assertThat(read("[{},{}]").shape()).isEqualTo(RpcBody.Shape.BATCH);
        RpcBody tooLong = read("[{},{},{},5,\"x\"]");
        assertThat(tooLong.shape()).isEqualTo(RpcBody.Shape.TOO_LONG);
        assertThat(tooLong.requests()).hasSize(2);
        assertThat(read("[{},{},{},").shape()).isEqualTo(RpcBody.Shape.MALFORMED);
    }

    @Test
    void readsParametersOfEveryKind() {
        RpcRequest request =
                single("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[{\"a\":[1]},\"x\",null]}");
        assertThat(request.params()).hasSize(3);
        assertThat(single("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":7}")
                        .params())
                .isNotNull();
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(read("[".repeat(100_000)).shape()).isEqualTo(RpcBody.Shape.MALFORMED);
    }

    private RpcRequest single(String body) {
        RpcBody read = read(body);
        assertThat(read.shape()).isEqualTo(RpcBody.Shape.SINGLE);
        return read.requests().getFirst();
    }

    private RpcBody read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
