package dev.drover.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses request bodies. Anything after the first JSON value is ignored, as in geth over HTTP. */
final class RequestReader {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // The transports bound the size of a body, and a string may be as long as the body.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final int batchLimit;

    /** @param batchLimit the maximum number of messages in a batch; 0 for no limit */
    RequestReader(int batchLimit) {
        this.batchLimit = batchLimit;
    }

    /** Parses one body. */
    RpcBody read(byte[] body) {
        if (isNotUtf8(body)) {
            return RpcBody.MALFORMED;
        }
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return RpcBody.EMPTY;
            }
            if (first == JsonToken.START_ARRAY) {
                return batch(parser, body);
            }
            return new RpcBody(RpcBody.Shape.SINGLE, List.of(message(parser, body)));
        } catch (IOException e) {
            return RpcBody.MALFORMED;
        }
    }

    /**
     * Returns whether the body appears to be UTF-16 or UTF-32, or begins with a byte order mark. Bodies must be UTF-8.
     * The parser would detect these encodings and accept them, but the positions that it reports would not be byte
     * offsets in the body.
     */
    private static boolean isNotUtf8(byte[] body) {
        if (body.length < 2) {
            return false;
        }
        boolean byteOrderMark = (body[0] & 0xff) >= 0xef && (body[1] & 0xff) >= 0xbb;
        boolean wide = body[0] == 0 || body[1] == 0 || body.length > 2 && body[2] == 0;
        return byteOrderMark || wide;
    }

    private RpcBody batch(JsonParser parser, byte[] body) throws IOException {
        List<RpcRequest> requests = new ArrayList<>();
        boolean tooLong = false;
        while (next(parser) != JsonToken.END_ARRAY) {
            RpcRequest request = message(parser, body);
            if (batchLimit == 0 || requests.size() < batchLimit) {
                requests.add(request);
            } else {
                tooLong = true;
            }
        }
        return new RpcBody(tooLong ? RpcBody.Shape.TOO_LONG : RpcBody.Shape.BATCH, requests);
    }

    private static RpcRequest message(JsonParser parser, byte[] body) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            parser.finishToken();
            return RpcRequest.NONSENSE;
        }
        Members members = new Members();
        while (next(parser) == JsonToken.FIELD_NAME) {
            members.read(parser, body);
        }
        return members.toRequest();
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("JSON ends early");
        }
        return token;
    }

    /** The members of one message, as they are parsed. If a name is repeated, the last one counts. */
    private static final class Members {
        private boolean versionTwo;
        private byte @Nullable [] id;
        private boolean idIsValid;
        private String method = "";
        private @Nullable JsonNode params;
        private boolean answers;

        void read(JsonParser parser, byte[] body) throws IOException {
            String name = parser.currentName();
            JsonToken token = next(parser);
            switch (name) {
                case "jsonrpc" ->
                    versionTwo =
                            token == JsonToken.VALUE_STRING && parser.getText().equals("2.0");
                case "id" -> {
                    id = rawText(parser, body);
                    idIsValid = token.isScalarValue();
                }
                case "method" -> {
                    if (token == JsonToken.VALUE_STRING) {
                        method = parser.getText();
                    }
                }
                case "params" -> params = MAPPER.readTree(parser);
                case "result" -> answers = true;
                case "error" -> answers |= token != JsonToken.VALUE_NULL;
                default -> {}
            }
            parser.skipChildren();
            parser.finishToken();
        }

        RpcRequest toRequest() {
            byte @Nullable [] echo = idIsValid ? id : null;
            if (versionTwo && !method.isEmpty() && id == null) {
                return new RpcRequest(RpcRequest.Kind.NOTIFICATION, null, method, params);
            }
            if (versionTwo && !method.isEmpty() && idIsValid) {
                return new RpcRequest(RpcRequest.Kind.CALL, echo, method, params);
            }
            if (versionTwo && method.isEmpty() && idIsValid && params == null && answers) {
                return new RpcRequest(RpcRequest.Kind.RESPONSE, null, "", null);
            }
            return new RpcRequest(RpcRequest.Kind.INVALID, echo, "", null);
        }

        /** Returns the bytes of the parser's current value. */
        private static byte[] rawText(JsonParser parser, byte[] body) throws IOException {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            return Arrays.copyOfRange(body, start, end);
        }
    }
}
