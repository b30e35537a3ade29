package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.Fault;
import dev.drover.evm.FrameView;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.evm.WorldView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records every instruction (geth: eth/tracers/logger/logger.go). */
final class StructTracer implements TransactionTracer {
    private static final byte[] NO_BYTES = {};

    private final TracerKind.Struct kind;
    private final TraceBudget budget;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Address, SortedMap<Hash, Word>> storage = new HashMap<>();
    private @Nullable WorldView world;
    private byte[] output = NO_BYTES;
    private @Nullable Fault fault;
    private long gasUsed;
    private long size;

    StructTracer(TracerKind.Struct kind, TraceBudget budget) {
        this.kind = kind;
        this.budget = budget;
    }

    @Override
    public void onTxStart(BlockContext block, WorldView view, Message message) {
        world = view;
    }

    @Override
    public void onOpcode(
            int pc,
            int opcode,
            long gas,
            long cost,
            FrameView frame,
            byte[] returnData,
            int depth,
            @Nullable Fault failure) {
        if (kind.limit() != 0 && size > kind.limit()) {
            return;
        }
        Step step = new Step(
                pc,
                opcode,
                gas,
                cost,
                depth,
                failure,
                kind.disableStack() ? null : stack(frame),
                kind.enableMemory() ? frame.memory(0, frame.memorySize()) : null,
                kind.enableReturnData() ? returnData : null,
                kind.disableStorage() ? null : storage(opcode, frame),
                view().refund());
        budget.take(StepJsonSize.inMemory(step));
        size += StepJsonSize.of(step);
        steps.add(step);
    }

    private static Word[] stack(FrameView frame) {
        Word[] stack = new Word[frame.stackSize()];
        for (int i = 0; i < stack.length; i++) {
            stack[i] = frame.stack(stack.length - 1 - i);
        }
        return stack;
    }

    /** Returns the slots of the account accessed so far, or null if the instruction does not access storage. */
    private @Nullable SortedMap<Hash, Word> storage(int opcode, FrameView frame) {
        if (!TouchedAccounts.isStorage(opcode)) {
            return null;
        }
        boolean writes = TouchedAccounts.isWrite(opcode);
        if (frame.stackSize() < (writes ? 2 : 1)) {
            return null;
        }
        SortedMap<Hash, Word> touched =
                storage.computeIfAbsent(frame.address(), address -> new TreeMap<>(TouchedAccounts.BY_SLOT));
        Word slot = frame.stack(0);
        touched.put(slot.toHash(), writes ? frame.stack(1) : view().storage(frame.address(), slot));
        return new TreeMap<>(touched);
    }

    private WorldView view() {
        return Objects.requireNonNull(world, "no transaction was run");
    }

    @Override
    public void onExit(int depth, byte[] returned, long gas, @Nullable Fault failure, boolean reverted) {
        if (depth == 0) {
            output = failure == null || failure == Fault.REVERTED ? returned : NO_BYTES;
            fault = failure;
        }
    }

    @Override
    public void onTxEnd(long gas, @Nullable InvalidTransactionException error) {
        gasUsed = gas;
    }

    @Override
    public Trace result() {
        return new Trace.Steps(gasUsed, fault != null, output, steps);
    }
}
