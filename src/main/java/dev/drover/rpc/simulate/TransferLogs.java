package dev.drover.rpc.simulate;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import dev.drover.evm.CallType;
import dev.drover.evm.Fault;
import dev.drover.evm.Tracer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the logs of calls, with ether transfers shown as logs if wanted (geth: internal/ethapi/logtracer.go). */
final class TransferLogs implements Tracer {
    /** The pseudo-address of the logs of ether transfers (ERC-7528). */
    private static final Address ETHER = Address.fromHex("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");

    /** The topic of Transfer(address,address,uint256). */
    private static final Hash TRANSFER =
            Hash.fromHex("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

    private final boolean showsTransfers;
    /** The logs of each call frame in progress, innermost first. */
    private final Deque<List<Numbered>> calls = new ArrayDeque<>();

    private List<Numbered> ended = List.of();
    private int count;

    /** A log and its index in the block; reverted logs count. */
    record Numbered(Log log, int index) {}

    TransferLogs(boolean showsTransfers) {
        this.showsTransfers = showsTransfers;
    }

    /** Returns the logs of the last transaction. */
    List<Numbered> logs() {
        return ended;
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
        if (depth == 0) {
            calls.clear();
        }
        calls.push(new ArrayList<>());
        if (showsTransfers && type != CallType.DELEGATECALL && value != null && !value.isZero()) {
            onLog(new Log(ETHER, List.of(TRANSFER, padded(from), padded(to)), value.toBytes()));
        }
    }

    @Override
    public void onExit(int depth, byte[] output, long gasUsed, @Nullable Fault fault, boolean reverted) {
        List<Numbered> logs = calls.isEmpty() ? List.of() : calls.pop();
        List<Numbered> kept = reverted ? List.of() : logs;
        if (depth == 0 || calls.isEmpty()) {
            ended = kept;
        } else {
            calls.element().addAll(kept);
        }
    }

    @Override
    public void onLog(Log log) {
        if (!calls.isEmpty()) {
            calls.element().add(new Numbered(log, count++));
        }
    }

    private static Hash padded(Address address) {
        return Word.of(address.toBytes()).toHash();
    }
}
