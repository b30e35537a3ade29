package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.precompile.Precompile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on a {@link World} within one block (geth: core/vm/evm.go). Nested calls are frames in a list, not nested Java
 * calls, so 1,024 levels fit any thread's stack. One thread at a time.
 */
public final class Evm {
    private static final int DEPTH_MAX = 1024;

    final ExecutionContext context;
    private final World world;
    private final RuleFlags rules;
    private final @Nullable Tracer tracer;
    private final PrecompileSource precompiles;
    private final Interpreter interpreter;
    private final ContractCreation creation;

    /** The frames of running calls, followed by frames that are kept for reuse. */
    private final List<MessageFrame> frames = new ArrayList<>();

    /** The number of calls that are running. */
    private int depth;

    private CallResult lastResult = new CallResult(MessageFrame.NO_BYTES, 0, null, null);

    /**
     * Creates an EVM for one block.
     *
     * @param precompiles the precompiled contracts by address
     * @param tracer observes all calls and instructions; null for none
     */
    public Evm(
            World world,
            BlockContext block,
            PrecompileSource precompiles,
            @Nullable Tracer tracer,
            Interrupt interrupt) {
        context = new ExecutionContext(world, block, tracer, interrupt);
        rules = context.rules;
        this.world = world;
        this.tracer = tracer;
        this.precompiles = precompiles;
        creation = new ContractCreation(world, rules);
        interpreter = new Interpreter(context, InstructionSet.of(block.rules()));
    }

    /** Sets what contracts can read about the transaction that the next calls belong to. */
    public void setTransaction(Address sender, Word gasPrice, List<Hash> blobHashes) {
        context.origin = sender;
        context.gasPrice = gasPrice;
        context.blobHashes = blobHashes;
    }

    /**
     * Transfers {@code value} wei to an account and runs its code. The changes of a failed call are undone.
     *
     * @throws CancelledException if the run was interrupted; the world is then in an undefined state
     */
    public CallResult call(Address from, Address to, byte[] input, long gas, Word value) {
        return run(new CallRequest(CallType.CALL, from, to, to, from, input, gas, value, false));
    }

    /**
     * Increments the creator's nonce, runs {@code initCode} and stores its output as the code of a new contract.
     *
     * @throws CancelledException if the run was interrupted; the world is then in an undefined state
     */
    public CallResult create(Address from, byte[] initCode, long gas, Word value) {
        Address to = Address.ofContract(from, world.nonce(from));
        return run(new CallRequest(CallType.CREATE, from, to, to, from, initCode, gas, value, false));
    }

    private CallResult run(CallRequest call) {
        depth = 0;
        MessageFrame f = start(call);
        while (f != null) {
            Fault fault = execute(f);
            CallRequest inner = f.pendingCall;
            if (inner != null) {
                f.pendingCall = null;
                MessageFrame callee = start(inner);
                if (callee == null) {
                    resume(f);
                } else {
                    f = callee;
                }
            } else {
                finish(f, fault);
                depth--;
                f = depth == 0 ? null : frames.get(depth - 1);
                if (f != null) {
                    resume(f);
                }
            }
        }
        return lastResult;
    }

    /** Runs a frame until it ends or has a pending call. Returns why it failed, or null. */
    private @Nullable Fault execute(MessageFrame f) {
        try {
            if (f.code.length() > 0) {
                interpreter.run(f);
            }
            return null;
        } catch (HaltException e) {
            return e.fault();
        }
    }

    /** Returns the frame to run for a call, or null if the call ended at once and {@link #lastResult} is set. */
    private @Nullable MessageFrame start(CallRequest call) {
        context.interrupt.check();
        Precompile precompile = call.type().creates() ? null : precompiles.get(call.to());
        if (tracer != null) {
            Word value = call.type() == CallType.STATICCALL ? null : call.value();
            tracer.onEnter(
                    depth, call.type(), call.from(), call.to(), precompile != null, call.input(), call.gas(), value);
        }
        if (depth > DEPTH_MAX) {
            return end(call, MessageFrame.NO_BYTES, call.gas(), Fault.DEPTH);
        }
        if (call.needsBalance() && WordMath.isLess(world.balance(call.from()), call.value())) {
            return end(call, MessageFrame.NO_BYTES, call.gas(), Fault.INSUFFICIENT_BALANCE);
        }
        return call.type().creates() ? startCreation(call) : startCall(call, precompile);
    }

    private @Nullable MessageFrame startCall(CallRequest call, @Nullable Precompile precompile) {
        int snapshot = world.snapshot();
        LiveAccount callee = world.account(call.to());
        if (call.type() == CallType.CALL) {
            if (!callee.exists
                    && precompile == null
                    && rules.eip158
                    && call.value().isZero()) {
                return end(call, MessageFrame.NO_BYTES, call.gas(), null);
            }
            world.ensureExists(callee);
            transfer(call);
        } else if (call.type() == CallType.STATICCALL) {
            // Touches the account, as geth does (EIP-161).
            world.addBalance(call.to(), Word.ZERO);
        }
        if (precompile != null) {
            return runPrecompile(call, precompile, snapshot);
        }
        Code code = codeToRun(callee);
        return code.length() == 0
                ? end(call, MessageFrame.NO_BYTES, call.gas(), null)
                : newFrame(call, code, call.input(), snapshot);
    }

    private void transfer(CallRequest call) {
        world.subBalance(call.from(), call.value());
        world.addBalance(call.to(), call.value());
    }

    private Code codeToRun(LiveAccount account) {
        Code code = world.codeOf(account);
        Address delegate = rules.prague ? code.delegate() : null;
        return delegate == null ? code : world.codeOf(world.account(delegate));
    }

    private @Nullable MessageFrame runPrecompile(CallRequest call, Precompile precompile, int snapshot) {
        long cost = precompile.gas(call.input());
        Fault fault = cost > call.gas() ? Fault.OUT_OF_GAS : null;
        byte[] output = fault == null ? precompile.run(call.input()) : MessageFrame.NO_BYTES;
        if (output == null) {
            // Finding the message takes as long as the run itself, so only where somebody can see it.
            boolean isShown = tracer != null || depth == 0;
            fault = Fault.precompileFailed(isShown ? precompile.failure(call.input()) : "");
            output = MessageFrame.NO_BYTES;
        }
        if (fault != null) {
            world.revert(snapshot);
        }
        return end(call, output, fault == null ? call.gas() - cost : 0, fault);
    }

    private @Nullable MessageFrame startCreation(CallRequest call) {
        Fault fault = creation.prepare(call);
        if (fault != null) {
            return end(call, MessageFrame.NO_BYTES, fault == Fault.ADDRESS_COLLISION ? 0 : call.gas(), fault);
        }
        int snapshot = world.snapshot();
        creation.begin(call);
        transfer(call);
        return newFrame(call, new Code(call.input()), MessageFrame.NO_BYTES, snapshot);
    }

    private MessageFrame newFrame(CallRequest call, Code code, byte[] input, int snapshot) {
        if (frames.size() == depth) {
            frames.add(new MessageFrame());
        }
        MessageFrame f = frames.get(depth);
        depth++;
        f.reset(world.account(call.self()), call.gas());
        f.depth = depth;
        f.type = call.type();
        f.code = code;
        f.caller = call.caller();
        f.input = input;
        f.value = call.value();
        f.isStatic = call.isStatic();
        f.snapshot = snapshot;
        return f;
    }

    /** Ends a call that ran in a frame. */
    private void finish(MessageFrame f, @Nullable Fault failure) {
        Fault fault = failure;
        if (fault != null && fault != Fault.REVERTED) {
            f.output = MessageFrame.NO_BYTES;
        }
        if (fault == null && f.type.creates()) {
            fault = creation.end(f);
        }
        boolean undone = fault != null && !creation.succeedsDespite(fault);
        if (undone) {
            world.revert(f.snapshot);
            if (fault != Fault.REVERTED) {
                f.gas = 0;
            }
        }
        lastResult = new CallResult(f.output, f.gas, fault, f.type.creates() ? f.address() : null);
        if (tracer != null) {
            tracer.onExit(depth - 1, f.output, f.gasAtStart - f.gas, fault, undone);
        }
    }

    /** Ends a call that needed no frame. Returns null: there is nothing to run. */
    private @Nullable MessageFrame end(CallRequest call, byte[] output, long gasLeft, @Nullable Fault fault) {
        lastResult = new CallResult(output, gasLeft, fault, call.type().creates() ? call.to() : null);
        if (tracer != null) {
            tracer.onExit(depth, output, call.gas() - gasLeft, fault, fault != null);
        }
        return null;
    }

    /** Passes {@link #lastResult} to the frame that made the call. */
    private void resume(MessageFrame f) {
        CallResult result = lastResult;
        Fault fault = result.fault();
        f.gas += result.gasLeft();
        if (f.awaitsContract) {
            Address created = result.created();
            f.push(created != null && (fault == null || creation.succeedsDespite(fault)) ? created : Address.ZERO);
            f.returnData = fault == Fault.REVERTED ? result.output() : MessageFrame.NO_BYTES;
            return;
        }
        f.push(fault == null ? 1 : 0);
        byte[] output = result.output();
        f.memory.write(f.outputOffset, output, 0, Math.min(f.outputLength, output.length));
        f.returnData = output;
    }
}
