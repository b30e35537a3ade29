package dev.drover.evm.trace;

import java.util.SortedMap;
import java.util.TreeMap;

/** Creates tracers. */
public final class Tracers {
    private Tracers() {}

    /** Returns a new tracer of this kind for one transaction. */
    public static TransactionTracer create(TracerKind kind, TraceContext context) {
        return switch (kind) {
            case TracerKind.Struct struct -> new StructTracer(struct, context.budget());
            case TracerKind.Calls calls -> new CallTracer(calls, context.firstLog(), context.budget());
            case TracerKind.FlatCalls flat -> new FlatCallTracer(flat, context);
            case TracerKind.Prestate prestate -> new PrestateTracer(prestate, context.budget());
            case TracerKind.FourByte() -> new FourByteTracer(context.budget());
            case TracerKind.Noop() -> Trace.Nothing::new;
            case TracerKind.Mux mux -> mux(mux, context);
        };
    }

    private static TransactionTracer mux(TracerKind.Mux mux, TraceContext context) {
        SortedMap<String, TransactionTracer> tracers = new TreeMap<>();
        mux.kinds().forEach((name, kind) -> tracers.put(name, create(kind, context)));
        return new MuxTracer(tracers);
    }
}
