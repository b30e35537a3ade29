package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.util.List;

/** The instructions that read the call, other accounts and the block. */
final class EnvironmentOps {
    private static final int BLOCK_HASHES = 256;

    private final ExecutionContext context;
    private final World world;
    private final BlockContext block;

    EnvironmentOps(ExecutionContext context) {
        this.context = context;
        world = context.world;
        block = context.block;
    }

    /** Executes the opcodes 0x30 to 0x3f. */
    void readCall(MessageFrame f, int op) {
        switch (op) {
            case Opcode.ADDRESS -> f.push(f.address());
            case Opcode.ORIGIN -> f.push(context.origin);
            case Opcode.CALLER -> f.push(f.caller);
            case Opcode.CALLVALUE -> f.push(f.value);
            case Opcode.CALLDATALOAD -> loadInput(f);
            case Opcode.CALLDATASIZE -> f.push(f.input.length);
            case Opcode.CALLDATACOPY -> copy(f, f.input);
            case Opcode.CODESIZE -> f.push(f.code.length());
            case Opcode.CODECOPY -> copy(f, f.code.bytes);
            case Opcode.GASPRICE -> f.push(context.gasPrice);
            case Opcode.RETURNDATASIZE -> f.push(f.returnData.length);
            case Opcode.RETURNDATACOPY -> copyReturned(f);
            default -> readAccount(f, op, f.addressAt(0));
        }
    }

    private void readAccount(MessageFrame f, int op, Address address) {
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

    /** Copies from {@code source} into memory; the stack has the target offset, the source offset and the length. */
    private static void copy(MessageFrame f, byte[] source) {
        f.memory.write((int) f.low(0), source, f.clamped(1), (int) f.low(2));
        f.drop(3);
    }

    private static void copyReturned(MessageFrame f) {
        long start = f.clamped(1);
        // The length is small: the memory for it has been paid for.
        if (start > f.returnData.length || start + f.low(2) > f.returnData.length) {
            throw new HaltException(Fault.RETURN_DATA_OUT_OF_BOUNDS);
        }
        copy(f, f.returnData);
    }

    /** Executes the opcodes 0x40 to 0x4a. */
    void readBlock(MessageFrame f, int op) {
        switch (op) {
            case Opcode.BLOCKHASH -> blockHash(f);
            case Opcode.COINBASE -> f.push(block.coinbase());
            case Opcode.TIMESTAMP -> f.push(block.time());
            case Opcode.NUMBER -> f.push(block.number());
            case Opcode.DIFFICULTY -> f.push(block.difficultyOrRandao());
            case Opcode.GASLIMIT -> f.push(block.gasLimit());
            case Opcode.CHAINID -> f.push(Word.of(block.rules().chainId()));
            case Opcode.SELFBALANCE -> f.push(f.account().balance);
            case Opcode.BASEFEE -> f.push(block.baseFee());
            case Opcode.BLOBHASH -> blobHash(f);
            default -> f.push(block.blobBaseFee());
        }
    }

    private void blockHash(MessageFrame f) {
        long number = f.clamped(0);
        f.drop(1);
        boolean known = number < block.number() && number >= block.number() - BLOCK_HASHES;
        Hash hash = known ? block.blockHash().apply(number) : Hash.ZERO;
        f.push(Word.of(hash));
    }

    private void blobHash(MessageFrame f) {
        long index = f.clamped(0);
        List<Hash> hashes = context.blobHashes;
        f.drop(1);
        f.push(index < hashes.size() ? Word.of(hashes.get((int) index)) : Word.ZERO);
    }
}
