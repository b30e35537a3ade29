package dev.drover.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.chain.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes records as JSON in UTF-8, version 1. Unknown fields are ignored. A record of another version, of
 * an unknown kind, or with a missing or mistyped field is {@link PoolRecord.Unreadable}. Which records are readable is
 * part of the protocol: all replicas must agree, so nothing here may change within version 1.
 */
public final class RecordCodec {
    /** The maximum length of a record that is not a state, in bytes. */
    public static final int BYTES_MAX = 1_024;

    /** The maximum length of a state record, in bytes. */
    public static final int STATE_BYTES_MAX = 64 * 1_024;

    /** The maximum length of a session, name, software and reason, in chars. */
    public static final int TEXT_MAX = 100;

    /** The maximum length of a {@link Binding#text}, in chars. */
    public static final int DATA_MAX = 500;

    private static final int VERSION = 1;
    static final long RULES = 1;
    private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RecordCodec() {}

    /** Returns the record as it is sent. Throws IllegalArgumentException if it is longer than allowed for its kind. */
    public static byte[] encode(PoolRecord record) {
        ObjectNode json = JSON.createObjectNode().put("v", VERSION);
        int most = BYTES_MAX;
        switch (record) {
            case PoolRecord.Hello hello -> putHello(json, hello);
            case PoolRecord.Status status -> {
                json.put("k", "status").put("s", status.session()).put("n", status.serial());
                json.put("at", status.readOffset());
                putHead(json, "a", status.applied());
                putHead(json, "r", status.ready());
            }
            case PoolRecord.Expel expel ->
                json.put("k", "expel")
                        .put("s", expel.session())
                        .put("n", expel.serial())
                        .put("by", expel.by())
                        .put("why", expel.why());
            case PoolRecord.Bye bye ->
                json.put("k", "bye").put("s", bye.session()).put("why", bye.why());
            case PoolRecord.State state -> {
                json.put("k", "state").put("by", state.by()).put("upto", state.upto());
                json.set("view", view(state.view()));
                most = STATE_BYTES_MAX;
            }
            case PoolRecord.StatePart part -> {
                json.put("k", "part").put("by", part.by()).put("upto", part.upto());
                json.put("from", part.from()).put("of", part.members());
                json.set("view", view(part.view()));
                most = STATE_BYTES_MAX;
            }
            case PoolRecord.Unreadable unreadable ->
                throw new IllegalArgumentException("this record cannot be sent: " + unreadable);
        }
        byte[] bytes = bytes(json);
        if (bytes.length > most) {
            throw new IllegalArgumentException("a record of " + bytes.length + " bytes exceeds the maximum of " + most);
        }
        return bytes;
    }

    /** Returns whether a state is short enough for one record. */
    static boolean fits(PoolRecord.State state) {
        return bytes(view(state.view())).length <= STATE_BYTES_MAX - BYTES_MAX;
    }

    /** Returns the record that was read; never throws. A record without a value, null, is malformed. */
    public static PoolRecord decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new PoolRecord.Unreadable(RecordEffect.MALFORMED);
        }
        if (bytes.length > STATE_BYTES_MAX) {
            return new PoolRecord.Unreadable(RecordEffect.TOO_LONG);
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json == null || !json.isObject() || !json.path("v").isIntegralNumber()) {
                return new PoolRecord.Unreadable(RecordEffect.MALFORMED);
            }
            if (json.path("v").asLong() != VERSION) {
                return new PoolRecord.Unreadable(RecordEffect.OTHER_VERSION);
            }
            PoolRecord record = decode(json);
            boolean mayBeLong = record instanceof PoolRecord.State || record instanceof PoolRecord.StatePart;
            boolean tooLong = bytes.length > BYTES_MAX && !mayBeLong;
            return tooLong ? new PoolRecord.Unreadable(RecordEffect.TOO_LONG) : record;
        } catch (IOException | MalformedException e) {
            return new PoolRecord.Unreadable(RecordEffect.MALFORMED);
        }
    }

    private static PoolRecord decode(JsonNode json) throws MalformedException {
        return switch (text(json, "k", TEXT_MAX)) {
            case "hello" ->
                new PoolRecord.Hello(
                        session(json, "s"),
                        number(json, "n", 1),
                        number(json, "at", -1),
                        text(json, "name", TEXT_MAX),
                        text(json, "sw", TEXT_MAX),
                        number(json, "rules", 0),
                        number(json, "lease", 0),
                        text(json, "data", DATA_MAX),
                        head(json, "a"));
            case "status" ->
                new PoolRecord.Status(
                        session(json, "s"),
                        number(json, "n", 1),
                        number(json, "at", -1),
                        head(json, "a"),
                        json.hasNonNull("r") ? head(json, "r") : null);
            case "expel" ->
                new PoolRecord.Expel(
                        session(json, "s"), number(json, "n", 1), session(json, "by"), text(json, "why", TEXT_MAX));
            case "bye" -> new PoolRecord.Bye(session(json, "s"), text(json, "why", TEXT_MAX));
            case "state" ->
                new PoolRecord.State(session(json, "by"), number(json, "upto", -1), view(object(json, "view")));
            case "part" ->
                new PoolRecord.StatePart(
                        session(json, "by"),
                        number(json, "upto", -1),
                        count(json, "from"),
                        count(json, "of"),
                        view(object(json, "view")));
            default -> new PoolRecord.Unreadable(RecordEffect.UNKNOWN_KIND);
        };
    }

    private static void putHello(ObjectNode json, PoolRecord.Hello hello) {
        json.put("k", "hello")
                .put("s", hello.session())
                .put("n", hello.serial())
                .put("at", hello.readOffset());
        json.put("name", hello.name()).put("sw", hello.software()).put("rules", hello.rules());
        json.put("lease", hello.leaseMillis()).put("data", hello.data());
        putHead(json, "a", hello.applied());
    }

    private static ObjectNode view(View view) {
        ObjectNode json = JSON.createObjectNode();
        if (view.data() != null) {
            json.put("data", view.data());
        }
        if (view.position() != View.UNSET) {
            json.put("R", view.position());
        }
        putHead(json, "head", view.head());
        json.put("epoch", view.epoch());
        ArrayNode members = json.putArray("members");
        for (Member member : view.members()) {
            ObjectNode each = members.addObject();
            each.put("s", member.session()).put("name", member.name()).put("sw", member.software());
            each.put("lease", member.leaseMillis()).put("joined", member.joinedOffset());
            each.put("n", member.serial()).put("nOffset", member.serialOffset());
            putHead(each, "a", member.applied());
            putHead(each, "r", member.ready());
        }
        return json;
    }

    private static View view(JsonNode json) throws MalformedException {
        List<Member> members = new ArrayList<>();
        JsonNode array = json.path("members");
        if (!array.isArray()) {
            throw new MalformedException();
        }
        for (JsonNode each : array) {
            members.add(new Member(
                    session(each, "s"),
                    text(each, "name", TEXT_MAX),
                    text(each, "sw", TEXT_MAX),
                    number(each, "lease", 0),
                    number(each, "joined", 0),
                    number(each, "n", 1),
                    number(each, "nOffset", 0),
                    head(each, "a"),
                    each.hasNonNull("r") ? head(each, "r") : null));
        }
        return new View(
                json.hasNonNull("data") ? text(json, "data", DATA_MAX) : null,
                json.hasNonNull("R") ? number(json, "R", -1) : View.UNSET,
                json.hasNonNull("head") ? head(json, "head") : null,
                number(json, "epoch", 0),
                members);
    }

    private static void putHead(ObjectNode json, String name, @Nullable HeadRef head) {
        if (head != null) {
            json.putObject(name)
                    .put("p", head.position())
                    .put("w", head.rewindPosition())
                    .put("b", head.number())
                    .put("h", head.hash().toString());
        }
    }

    private static HeadRef head(JsonNode json, String name) throws MalformedException {
        JsonNode head = object(json, name);
        String hash = text(head, "h", TEXT_MAX);
        if (!HASH.matcher(hash).matches()) {
            throw new MalformedException();
        }
        return new HeadRef(number(head, "p", -1), number(head, "w", -1), number(head, "b", 0), Hash.fromHex(hash));
    }

    private static JsonNode object(JsonNode json, String name) throws MalformedException {
        JsonNode value = json.path(name);
        if (!value.isObject()) {
            throw new MalformedException();
        }
        return value;
    }

    private static long number(JsonNode json, String name, long least) throws MalformedException {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
            throw new MalformedException();
        }
        return value.longValue();
    }

    private static int count(JsonNode json, String name) throws MalformedException {
        long value = number(json, name, 0);
        if (value > Integer.MAX_VALUE) {
            throw new MalformedException();
        }
        return (int) value;
    }

    private static String session(JsonNode json, String name) throws MalformedException {
        String session = text(json, name, TEXT_MAX);
        if (session.isEmpty()) {
            throw new MalformedException();
        }
        return session;
    }

    private static String text(JsonNode json, String name, int most) throws MalformedException {
        JsonNode value = json.path(name);
        if (!value.isTextual() || value.textValue().length() > most) {
            throw new MalformedException();
        }
        return value.textValue();
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot encode a record", e);
        }
    }

    /** A field is missing or of the wrong type. */
    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException() {
            super(null, null, false, false);
        }
    }
}
