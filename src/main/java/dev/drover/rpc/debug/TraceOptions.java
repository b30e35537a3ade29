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
 * The tracer to use and its timeout (geth: eth/tracers/api.go, TraceConfig). As in geth, an invalid tracer is only
 * reported when it is started, after the block or transaction was found.
 *
 * @param struct the options of the default tracer, which records every instruction
 * @param tracer the name of the tracer, or null for the default one
 * @param tracerConfig the settings of the tracer
 * @param timeout a duration in Go's format, or null
 */
record TraceOptions(
        TracerKind.Struct struct,
        @Nullable String tracer,
        JsonNode tracerConfig,
        @Nullable String timeout) {
    /** The default timeout of geth. */
    private static final long DEFAULT_TIMEOUT_NANOS = 5_000_000_000L;

    /** The options if none are given: every instruction, with stack and storage. */
    static final TraceOptions DEFAULT =
            new TraceOptions(new TracerKind.Struct(false, false, false, false, 0), null, NullNode.instance, null);

    private static final String STRING = "string";

    static TraceOptions parse(JsonNode value) {
        return of(GoObject.of(value, "tracers.TraceConfig"), value);
    }

    /** Reads the options from an object that may have further members. */
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

    /** Returns the tracer. Throws {@link RpcException} if its name is unknown or its settings are invalid. */
    TracerKind kind() {
        return tracer == null || tracer.isEmpty() ? struct : kind(tracer, tracerConfig);
    }

    /** Returns the timeout. Throws {@link RpcException} if it is malformed. */
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
