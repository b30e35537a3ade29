package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.precompile.Precompile;
import dev.drover.evm.precompile.Precompiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on a {@link World} within one block (geth: core/vm/evm.go). Calls within calls are frames in a list, not Java
 * calls: their depth needs no deep stack of the thread. One thread at a time.
 */
public final class Evm {
    private static final int DEPTH_MAX = 1024;

    final World world;
    final BlockContext block;
    private final PrecompileSource precompiles;
    private final Precompiles usual;
    final @Nullable Tracer tracer;
    final Interrupt interrupt;
    final RuleFlags rules;
    private final Interpreter interpreter;
    private final ContractCreation creation;
    private final List<MessageFrame> frames = new ArrayList<>();
    private Address origin = Address.ZERO;
    private Word gasPrice = Word.ZERO;
    private List<Hash> blobHashes = List.of();

    /** Number of calls that run. */
    private int depth;

    /** The frame that {@link #begin} has made for a call. */
    private @Nullable MessageFrame begun;

    /** How the last call ended. */
    private CallResult last = new CallResult(MessageFrame.NO_BYTES, 0, null, null);

    /**
     * Makes a machine for one block.
     *
     * @param precompiles the contracts that the block's rules provide
     * @param tracer told of everything, or null
     */
    public Evm(
            World world,
            BlockContext block,
            PrecompileSource precompiles,
            @Nullable Tracer tracer,
            Interrupt interrupt) {
        this.world = world;
        this.block = block;
        this.precompiles = precompiles;
        this.tracer = tracer;
        this.interrupt = interrupt;
        rules = new RuleFlags(block.rules());
        usual = Precompiles.at(block.rules());
        creation = new ContractCreation(world, rules);
        interpreter = new Interpreter(this, InstructionSet.of(block.rules()), new DynamicGas(this, world, rules));
    }

    /** Says what contracts see of the transaction that the next calls belong to. */
    public void setTransaction(Address sender, Word price, List<Hash> hashes) {
        origin = sender;
        gasPrice = price;
        blobHashes = hashes;
    }

    /**
     * Calls an account: moves {@code value} and runs its code. What failed is undone.
     *
     * @throws CancelledException if the run was interrupted; the world is then of no use
     */
    public CallResult call(Address from, Address to, byte[] input, long gas, Word value) {
        return run(new CallRequest(CallType.CALL, from, to, to, from, input, gas, value, false));
    }

    /** Creates the contract that {@code code} makes; counts the creator's nonce. */
    public CallResult create(Address from, byte[] code, long gas, Word value) {
        Address to = Address.ofContract(from, world.nonce(from));
        return run(new CallRequest(CallType.CREATE, from, to, to, from, code, gas, value, false));
    }

    private CallResult run(CallRequest call) {
        depth = 0;
        begin(call);
        MessageFrame f = begun;
        while (f != null) {
            Fault fault = null;
            begun = null;
            try {
                if (f.code.length() > 0) {
                    interpreter.run(f);
                }
            } catch (HaltException e) {
                fault = e.fault();
            }
            if (begun == null) {
                end(f, fault);
                depth--;
                f = depth == 0 ? null : frames.get(depth - 1);
                if (f != null) {
                    deliver(f);
                }
            } else {
                f = begun;
            }
        }
        return last;
    }

    /** Begins a call of a frame's code, which leaves if a frame is to run, else has the result. */
    void enter(MessageFrame f, CallRequest call) {
        begin(call);
        if (begun == null) {
            deliver(f);
        } else {
            f.leave = true;
        }
    }

    /** Sets {@link #begun}, or {@link #last} if the call is over already. */
    private void begin(CallRequest call) {
        begun = null;
        interrupt.check();
        Precompile precompile = call.type().creates() ? null : precompiles.get(call.to());
        if (tracer != null) {
            Word value = call.type() == CallType.STATICCALL ? null : call.value();
            tracer.onEnter(
                    depth, call.type(), call.from(), call.to(), precompile != null, call.input(), call.gas(), value);
        }
        if (depth > DEPTH_MAX) {
            over(call, MessageFrame.NO_BYTES, call.gas(), Fault.DEPTH);
        } else if (call.transfers() && WordMath.isLess(world.balance(call.from()), call.value())) {
            over(call, MessageFrame.NO_BYTES, call.gas(), Fault.INSUFFICIENT_BALANCE);
        } else if (call.type().creates()) {
            beginCreation(call);
        } else {
            beginCall(call, precompile);
        }
    }

    private void beginCall(CallRequest call, @Nullable Precompile precompile) {
        int snapshot = world.snapshot();
        LiveAccount callee = world.account(call.to());
        if (call.type() == CallType.CALL) {
            if (!callee.exists
                    && precompile == null
                    && rules.eip158
                    && call.value().isZero()) {
                over(call, MessageFrame.NO_BYTES, call.gas(), null);
                return;
            }
            world.ensureExists(callee);
            transfer(call);
        } else if (call.type() == CallType.STATICCALL) {
            world.addBalance(call.to(), Word.ZERO);
        }
        if (precompile != null) {
            runPrecompile(call, precompile, snapshot);
            return;
        }
        Code code = codeToRun(callee);
        if (code.length() == 0) {
            over(call, MessageFrame.NO_BYTES, call.gas(), null);
        } else {
            beginFrame(call, code, call.input(), snapshot);
        }
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

    private void runPrecompile(CallRequest call, Precompile precompile, int snapshot) {
        long cost = precompile.gas(call.input());
        Fault fault = cost > call.gas() ? Fault.OUT_OF_GAS : null;
        byte[] output = fault == null ? precompile.run(call.input()) : MessageFrame.NO_BYTES;
        if (output == null) {
            // Why takes as long to find as the run itself took, so only where it is shown.
            boolean isShown = tracer != null || depth == 0;
            fault = Fault.refused(isShown ? precompile.failure(call.input()) : "");
            output = MessageFrame.NO_BYTES;
        }
        if (fault != null) {
            world.revert(snapshot);
        }
        over(call, output, fault == null ? call.gas() - cost : 0, fault);
    }

    private void beginCreation(CallRequest call) {
        Fault fault = creation.prepare(call);
        if (fault != null) {
            over(call, MessageFrame.NO_BYTES, fault == Fault.ADDRESS_COLLISION ? 0 : call.gas(), fault);
            return;
        }
        int snapshot = world.snapshot();
        creation.begin(call);
        transfer(call);
        beginFrame(call, new Code(call.input()), MessageFrame.NO_BYTES, snapshot);
    }

    private void beginFrame(CallRequest call, Code code, byte[] input, int snapshot) {
        if (frames.size() == depth) {
            frames.add(new MessageFrame());
        }
        MessageFrame f = frames.get(depth);
        depth++;
        f.begin(world.account(call.self()), call.gas());
        f.type = call.type();
        f.code = code;
        f.caller = call.caller();
        f.input = input;
        f.value = call.value();
        f.isStatic = call.isStatic();
        f.snapshot = snapshot;
        begun = f;
    }

    private void end(MessageFrame f, @Nullable Fault failure) {
        Fault fault = failure;
        if (fault != null && fault != Fault.REVERTED) {
            f.output = MessageFrame.NO_BYTES;
        }
        if (fault == null && f.type.creates()) {
            fault = creation.end(f);
        }
        boolean undone = fault != null && !creation.succeedsIn(fault);
        if (undone) {
            world.revert(f.snapshot);
            if (fault != Fault.REVERTED) {
                f.gas = 0;
            }
        }
        last = new CallResult(f.output, f.gas, fault, f.type.creates() ? f.address() : null);
        if (tracer != null) {
            tracer.onExit(depth - 1, f.output, f.gasAtStart - f.gas, fault, undone);
        }
    }

    private void over(CallRequest call, byte[] output, long gasLeft, @Nullable Fault fault) {
        last = new CallResult(output, gasLeft, fault, call.type().creates() ? call.to() : null);
        if (tracer != null) {
            tracer.onExit(depth, output, call.gas() - gasLeft, fault, fault != null);
        }
    }

    /** Gives the frame what the call that it began has come to. */
    private void deliver(MessageFrame f) {
        CallResult result = last;
        Fault fault = result.fault();
        f.gas += result.gasLeft();
        if (f.awaitsContract) {
            Address created = result.created();
            f.push(created != null && (fault == null || creation.succeedsIn(fault)) ? created : Address.ZERO);
            f.returnData = fault == Fault.REVERTED ? result.output() : MessageFrame.NO_BYTES;
            return;
        }
        f.push(fault == null ? 1 : 0);
        byte[] output = result.output();
        f.memory.write(f.outputOffset, output, 0, Math.min(f.outputLength, output.length));
        f.returnData = output;
    }

    /** Warms an account; true if it was cold. Addresses of precompiled contracts are always warm, even if moved away. */
    boolean warm(Address address) {
        return usual.get(address) == null && world.warm(address);
    }

    int depth() {
        return depth;
    }

    Address origin() {
        return origin;
    }

    Word gasPrice() {
        return gasPrice;
    }

    List<Hash> blobHashes() {
        return blobHashes;
    }
}
