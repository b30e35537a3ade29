package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.util.List;

/** Instructions that tell of the call, of other accounts and of the block. */
final class EnvironmentOps {
    private static final int HASHES_KEPT = 256;

    private final Evm evm;
    private final World world;
    private final BlockContext block;

    EnvironmentOps(Evm evm) {
        this.evm = evm;
        world = evm.world;
        block = evm.block;
    }

    void ofCall(MessageFrame f, int op) {
        switch (op) {
            case 0x30 -> f.push(f.address());
            case 0x32 -> f.push(evm.origin());
            case 0x33 -> f.push(f.caller);
            case 0x34 -> f.push(f.value);
            case 0x35 -> loadInput(f);
            case 0x36 -> f.push(f.input.length);
            case Opcode.CALLDATACOPY -> copy(f, f.input);
            case 0x38 -> f.push(f.code.length());
            case Opcode.CODECOPY -> copy(f, f.code.bytes);
            case 0x3a -> f.push(evm.gasPrice());
            case Opcode.RETURNDATASIZE -> f.push(f.returnData.length);
            case Opcode.RETURNDATACOPY -> copyReturned(f);
            default -> ofAccount(f, op, f.addressAt(0));
        }
    }

    private void ofAccount(MessageFrame f, int op, Address address) {
        f.drop(1);
        LiveAccount account = world.account(address);
        switch (op) {
            case Opcode.BALANCE -> f.push(account.balance);
            case Opcode.EXTCODESIZE -> f.push(world.codeOf(account).length());
            case Opcode.EXTCODEHASH -> f.push(account.isEmpty() ? Word.ZERO : Word.of(account.codeHash));
            default -> copy(f, world.codeOf(account).bytes);
        }
    }

    private static void loadInput(MessageFrame f) {
        byte[] word = new byte[Word.LENGTH];
        long start = f.clamped(0);
        f.drop(1);
        if (start < f.input.length) {
            System.arraycopy(f.input, (int) start, word, 0, (int) Math.min(Word.LENGTH, f.input.length - start));
        }
        f.push(Word.of(word));
    }

    /** Copies from {@code source} into memory as three words say: target, start and length. */
    private static void copy(MessageFrame f, byte[] source) {
        f.memory.write((int) f.low(0), source, f.clamped(1), (int) f.low(2));
        f.drop(3);
    }

    private static void copyReturned(MessageFrame f) {
        long start = f.clamped(1);
        // The length is known to be small: memory for it is paid for.
        if (start > f.returnData.length || start + f.low(2) > f.returnData.length) {
            throw Fault.RETURN_DATA_OUT_OF_BOUNDS.halt();
        }
        copy(f, f.returnData);
    }

    void ofBlock(MessageFrame f, int op) {
        switch (op) {
            case 0x40 -> blockHash(f);
            case 0x41 -> f.push(block.coinbase());
            case 0x42 -> f.push(block.time());
            case 0x43 -> f.push(block.number());
            case 0x44 -> f.push(block.randomness());
            case 0x45 -> f.push(block.gasLimit());
            case 0x46 -> f.push(Word.of(block.rules().chainId()));
            case 0x47 -> f.push(f.account().balance);
            case 0x48 -> f.push(block.baseFee());
            case 0x49 -> blobHash(f);
            default -> f.push(block.blobBaseFee());
        }
    }

    private void blockHash(MessageFrame f) {
        long number = f.clamped(0);
        f.drop(1);
        boolean known = number < block.number() && number >= block.number() - HASHES_KEPT;
        Hash hash = known ? block.blockHash().apply(number) : Hash.ZERO;
        f.push(Word.of(hash));
    }

    private void blobHash(MessageFrame f) {
        long index = f.clamped(0);
        List<Hash> hashes = evm.blobHashes();
        f.drop(1);
        f.push(index < hashes.size() ? Word.of(hashes.get((int) index)) : Word.ZERO);
    }
}
