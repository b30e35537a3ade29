package dev.drover.evm;

import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions that read and write storage and transient storage, and emit logs. */
final class StorageOps {
    private final World world;
    private final Substate substate;
    private final @Nullable Tracer tracer;

    StorageOps(ExecutionContext context) {
        world = context.world;
        substate = world.substate();
        tracer = context.tracer;
    }

    void run(MessageFrame f, int op) {
        switch (op) {
            case Opcode.SLOAD -> replace(f, world.slot(f.account(), f.word(0)).current);
            case Opcode.TLOAD -> replace(f, substate.load(f.address(), f.word(0)));
            case Opcode.SSTORE -> {
                world.setStorage(f.account(), world.slot(f.account(), f.word(0)), f.word(1));
                f.drop(2);
            }
            default -> {
                expectWritable(f);
                substate.store(f.address(), f.word(0), f.word(1));
                f.drop(2);
            }
        }
    }

    private static void replace(MessageFrame f, Word value) {
        f.drop(1);
        f.push(value);
    }

    void log(MessageFrame f, int topics) {
        expectWritable(f);
        int length = (int) f.low(1);
        byte[] data = f.memory.read(length == 0 ? 0 : (int) f.low(0), length);
        List<Hash> list = new ArrayList<>(topics);
        for (int i = 0; i < topics; i++) {
            list.add(f.word(2 + i).toHash());
        }
        f.drop(2 + topics);
        Log log = new Log(f.address(), List.copyOf(list), data);
        substate.addLog(log);
        if (tracer != null) {
            tracer.onLog(log);
        }
    }

    /** Halts if the call is static (EIP-214). */
    static void expectWritable(MessageFrame f) {
        if (f.isStatic) {
            throw new HaltException(Fault.WRITE_PROTECTION);
        }
    }
}
