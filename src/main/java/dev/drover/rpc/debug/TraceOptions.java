package dev.drover.rpc.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.drover.evm.trace.TracerKind;
import dev.drover.json.GoObject;
import dev.drover.json.JsonFormatException;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tracer is wanted, and how long it may take (geth: eth/tracers/api.go, TraceConfig). What is wrong with the tracer is
 * said only when one is needed, as geth does: first it looks for what to trace.
 *
 * @param struct how instructions are noted where no tracer is named
 * @param tracer its name, or null
 * @param tracerConfig its settings
 * @param timeout as Go writes it, or null
 */
record TraceOptions(
        TracerKind.Struct struct,
        @Nullable String tracer,
        JsonNode tracerConfig,
        @Nullable String timeout) {
    /** geth's. */
    private static final long DEFAULT_TIMEOUT_NANOS = 5_000_000_000L;

    /** Nothing said: every instruction, with stack and storage. */
    static final TraceOptions DEFAULT =
            new TraceOptions(new TracerKind.Struct(false, false, false, false, 0), null, NullNode.instance, null);

    private static final String STRING = "string";

    static TraceOptions parse(JsonNode value) {
        return of(GoObject.of(value, "tracers.TraceConfig"), value);
    }

    /** The members of an object that may have others, too. */
    static TraceOptions of(GoObject members, JsonNode value) {
        Long limit = members.get("limit", TraceOptions::integer);
        return new TraceOptions(
                new TracerKind.Struct(
                        members.bool("disableStack"),
                        members.bool("disableStorage"),
                        members.bool("enableMemory"),
                        members.bool("enableReturnData"),
                        limit == null ? 0 : limit),
                members.get("tracer", TraceOptions::string),
                value.path("tracerConfig"),
                members.get("timeout", TraceOptions::string));
    }

    private static String string(JsonNode value) {
        if (!value.isTextual()) {
            throw JsonFormatException.cannotUnmarshal(kind(value), STRING);
        }
        return value.textValue();
    }

    private static long integer(JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw JsonFormatException.cannotUnmarshal(kind(value), "int");
        }
        return value.longValue();
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> STRING;
            case BOOLEAN -> "bool";
            default -> "number";
        };
    }

    /** The tracer. Throws {@link RpcException} if there is none of this name, or its settings make no sense. */
    TracerKind kind() {
        return tracer == null || tracer.isEmpty() ? struct : kind(tracer, tracerConfig);
    }

    /** How long a trace may take. Throws {@link RpcException} if it is no span of time. */
    long timeoutNanos() {
        return timeout == null ? DEFAULT_TIMEOUT_NANOS : GoDuration.nanos(timeout);
    }

    private static TracerKind kind(String name, JsonNode config) {
        JsonNode settings = config.isObject() ? config : NullNode.instance;
        try {
            return switch (name) {
                case "callTracer" -> {
                    GoObject members = GoObject.of(settings, "native.callTracerConfig");
                    yield new TracerKind.Calls(members.bool("onlyTopCall"), members.bool("withLog"));
                }
                case "flatCallTracer" -> {
                    GoObject members = GoObject.of(settings, "native.flatCallTracerConfig");
                    yield new TracerKind.FlatCalls(
                            members.bool("convertParityErrors"), members.bool("includePrecompiles"));
                }
                case "prestateTracer" -> prestate(GoObject.of(settings, "native.prestateTracerConfig"));
                case "4byteTracer" -> new TracerKind.FourByte();
                case "noopTracer" -> new TracerKind.Noop();
                case "muxTracer" -> mux(settings);
                default ->
                    throw failure("tracer \"" + name + "\" is not known: there are callTracer, flatCallTracer,"
                            + " prestateTracer, 4byteTracer, noopTracer and muxTracer; none in JavaScript");
            };
        } catch (JsonFormatException e) {
            throw failure(e.text());
        }
    }

    private static TracerKind prestate(GoObject members) {
        TracerKind.Prestate kind = new TracerKind.Prestate(
                members.bool("diffMode"),
                members.bool("disableCode"),
                members.bool("disableStorage"),
                members.bool("includeEmpty"));
        if (kind.diffMode() && kind.includeEmpty()) {
            throw failure("cannot use diffMode with includeEmpty");
        }
        return kind;
    }

    private static TracerKind mux(JsonNode settings) {
        SortedMap<String, TracerKind> kinds = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : settings.properties()) {
            kinds.put(each.getKey(), kind(each.getKey(), each.getValue()));
        }
        return new TracerKind.Mux(kinds);
    }

    private static RpcException failure(String message) {
        return new RpcException(RpcFault.SERVER_ERROR, message);
    }
}
