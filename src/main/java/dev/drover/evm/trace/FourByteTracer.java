package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import dev.drover.evm.CallType;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the calls of each function selector and call data size (geth: eth/tracers/native/4byte.go). */
final class FourByteTracer implements TransactionTracer {
    private static final int SELECTOR = 4;

    private static final int ENTRY_BYTES = 150;

    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final TraceBudget budget;

    FourByteTracer(TraceBudget budget) {
        this.budget = budget;
    }

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
        boolean isCall = switch (type) {
            case CALL, CALLCODE, DELEGATECALL, STATICCALL -> true;
            case CREATE, CREATE2, SELFDESTRUCT -> false;
        };
        if (isCall && !precompile && input.length >= SELECTOR) {
            String selector = "0x" + HexFormat.of().formatHex(input, 0, SELECTOR);
            if (counts.merge(selector + "-" + (input.length - SELECTOR), 1, Integer::sum) == 1) {
                budget.take(ENTRY_BYTES);
            }
        }
    }

    @Override
    public Trace result() {
        return new Trace.Selectors(counts);
    }
}
