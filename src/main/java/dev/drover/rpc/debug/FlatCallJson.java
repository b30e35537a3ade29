package dev.drover.rpc.debug;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import dev.drover.evm.trace.CallFrame;
import dev.drover.evm.trace.FlatCall;
import dev.drover.evm.trace.TraceContext;
import dev.drover.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Call traces in Parity's flat format (geth: eth/tracers/native/call_flat.go). */
final class FlatCallJson {
    private FlatCallJson() {}

    static void write(JsonWriter out, List<FlatCall> calls) {
        out.beginArray();
        calls.forEach(call -> write(out, call));
        out.endArray();
    }

    private static void write(JsonWriter out, FlatCall call) {
        TraceContext context = call.context();
        out.beginObject().name("action").beginObject();
        String type = action(out, call.frame());
        out.endObject();
        hash(out.name("blockHash"), context.blockHash());
        out.name("blockNumber").number(Objects.requireNonNullElse(context.blockNumber(), 0L));
        if (call.error() != null) {
            out.name("error").string(call.error());
        }
        result(out, call.frame());
        out.name("subtraces").number(call.subtraces());
        out.name("traceAddress").beginArray();
        call.address().forEach(place -> out.number(place));
        out.endArray();
        hash(out.name("transactionHash"), context.transaction());
        out.name("transactionPosition").number(context.index());
        out.name("type").string(type).endObject();
    }

    /** Writes the action of a call and returns its type. */
    private static String action(JsonWriter out, CallFrame call) {
        Word value = Objects.requireNonNullElse(call.value(), Word.ZERO);
        return switch (call.type()) {
            case SELFDESTRUCT -> {
                out.name("address").address(call.from());
                out.name("balance").quantity(value);
                out.name("refundAddress").address(Objects.requireNonNull(call.to()));
                yield "suicide";
            }
            case CREATE, CREATE2 -> {
                out.name("creationMethod").string(lowerCase(call));
                out.name("from").address(call.from());
                out.name("gas").quantity(call.gas());
                out.name("init").data(call.input());
                out.name("value").quantity(value);
                yield "create";
            }
            case CALL, CALLCODE, DELEGATECALL, STATICCALL -> {
                out.name("callType").string(lowerCase(call));
                out.name("from").address(call.from());
                out.name("gas").quantity(call.gas());
                out.name("input").data(call.input());
                out.name("to").address(Objects.requireNonNull(call.to()));
                out.name("value").quantity(value);
                yield "call";
            }
        };
    }

    /** Writes the result of a call, or nothing if it failed without output. */
    private static void result(JsonWriter out, CallFrame call) {
        boolean failed = call.fault() != null && call.fault() != Fault.REVERTED;
        if (failed) {
            return;
        }
        switch (call.type()) {
            case SELFDESTRUCT -> {}
            case CREATE, CREATE2 -> {
                out.name("result").beginObject();
                Address created = call.to();
                if (created != null) {
                    out.name("address").address(created);
                }
                out.name("code").data(call.output());
                out.name("gasUsed").quantity(call.gasUsed()).endObject();
            }
            case CALL, CALLCODE, DELEGATECALL, STATICCALL -> {
                out.name("result").beginObject();
                out.name("gasUsed").quantity(call.gasUsed());
                out.name("output").data(call.output()).endObject();
            }
        }
    }

    private static void hash(JsonWriter out, @Nullable Hash hash) {
        if (hash == null) {
            out.nullValue();
        } else {
            out.hash(hash);
        }
    }

    /** Returns the type of a call in Parity's spelling. */
    private static String lowerCase(CallFrame call) {
        return call.type().name().toLowerCase(Locale.ROOT);
    }
}
