package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;
import org.jspecify.annotations.Nullable;

/** The instructions that call, create, return and self-destruct. */
final class CallOps {
    private static final long STIPEND = 2_300;

    private final World world;
    private final RuleFlags rules;
    private final @Nullable Tracer tracer;

    CallOps(ExecutionContext context) {
        world = context.world;
        rules = context.rules;
        tracer = context.tracer;
    }

    void run(MessageFrame f, int op) {
        switch (op) {
            case Opcode.CREATE, Opcode.CREATE2 -> create(f, op == Opcode.CREATE2);
            case Opcode.CALL -> call(f);
            case Opcode.CALLCODE -> callCode(f);
            case Opcode.DELEGATECALL -> delegateCall(f);
            case Opcode.STATICCALL -> staticCall(f);
            case Opcode.RETURN -> {
                f.output = part(f, 0);
                f.drop(2);
                f.leave = true;
            }
            case Opcode.REVERT -> {
                f.output = part(f, 0);
                f.drop(2);
                throw new HaltException(Fault.REVERTED);
            }
            default -> selfDestruct(f);
        }
    }

    /** Requests a call, which {@link Evm} starts when the interpreter has left the frame. */
    private static void request(MessageFrame f, CallRequest call) {
        f.pendingCall = call;
        f.leave = true;
    }

    /** Returns the part of memory whose offset and length are the words {@code top} and {@code top + 1}. */
    private static byte[] part(MessageFrame f, int top) {
        int length = (int) f.low(top + 1);
        return f.memory.read(length == 0 ? 0 : (int) f.low(top), length);
    }

    private void create(MessageFrame f, boolean byCode) {
        StorageOps.expectWritable(f);
        Word value = f.word(0);
        byte[] code = part(f, 1);
        Address from = f.address();
        Address to = byCode ? Address.ofContract(from, f.word(3), code) : Address.ofContract(from, f.account().nonce);
        f.drop(byCode ? 4 : 3);
        long gas = rules.eip150 ? f.gas - f.gas / 64 : f.gas;
        f.gas -= gas;
        f.awaitsContract = true;
        CallType type = byCode ? CallType.CREATE2 : CallType.CREATE;
        request(f, new CallRequest(type, from, to, to, from, code, gas, value, false));
    }

    private void call(MessageFrame f) {
        Word value = f.word(2);
        Address to = f.addressAt(1);
        byte[] input = part(f, 3);
        awaitOutput(f, 5);
        f.drop(7);
        request(
                f,
                new CallRequest(
                        CallType.CALL, f.address(), to, to, f.address(), input, gas(f, value), value, f.isStatic));
    }

    private void callCode(MessageFrame f) {
        Word value = f.word(2);
        Address to = f.addressAt(1);
        byte[] input = part(f, 3);
        awaitOutput(f, 5);
        f.drop(7);
        Address self = f.address();
        request(f, new CallRequest(CallType.CALLCODE, self, to, self, self, input, gas(f, value), value, f.isStatic));
    }

    private static long gas(MessageFrame f, Word value) {
        return value.isZero() ? f.callGas : f.callGas + STIPEND;
    }

    private void delegateCall(MessageFrame f) {
        Address to = f.addressAt(1);
        byte[] input = part(f, 2);
        awaitOutput(f, 4);
        f.drop(6);
        Address self = f.address();
        request(
                f,
                new CallRequest(
                        CallType.DELEGATECALL, self, to, self, f.caller, input, f.callGas, f.value, f.isStatic));
    }

    private void staticCall(MessageFrame f) {
        Address to = f.addressAt(1);
        byte[] input = part(f, 2);
        awaitOutput(f, 4);
        f.drop(6);
        request(
                f,
                new CallRequest(
                        CallType.STATICCALL, f.address(), to, to, f.address(), input, f.callGas, Word.ZERO, true));
    }

    private static void awaitOutput(MessageFrame f, int top) {
        f.awaitsContract = false;
        f.outputOffset = (int) f.low(top);
        f.outputLength = (int) f.low(top + 1);
    }

    private void selfDestruct(MessageFrame f) {
        Address beneficiary = f.addressAt(0);
        f.drop(1);
        LiveAccount self = f.account();
        Word balance = self.balance;
        if (!rules.cancun) {
            world.addBalance(beneficiary, balance);
            world.destroy(self);
        } else {
            // EIP-6780: only contracts created in the same transaction are destroyed.
            world.subBalance(self.address, balance);
            world.addBalance(beneficiary, balance);
            if (world.isNew(self)) {
                world.destroy(self);
            }
        }
        if (tracer != null) {
            byte[] none = MessageFrame.NO_BYTES;
            tracer.onEnter(f.depth, CallType.SELFDESTRUCT, self.address, beneficiary, false, none, 0, balance);
            tracer.onExit(f.depth, none, 0, null, false);
        }
        f.leave = true;
    }
}
