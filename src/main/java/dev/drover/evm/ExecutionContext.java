package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.precompile.Precompiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The environment that all instructions of one {@link Evm} share: the world state, the block and its rules, and the
 * transaction that is executing. One thread at a time.
 */
final class ExecutionContext {
    final World world;
    final BlockContext block;
    final RuleFlags rules;
    final @Nullable Tracer tracer;
    final Interrupt interrupt;

    /** The sender of the transaction. */
    Address origin = Address.ZERO;

    /** The transaction's effective gas price in wei. */
    Word gasPrice = Word.ZERO;

    List<Hash> blobHashes = List.of();

    /** The precompiled contracts of the fork, even if the caller of the EVM moved them. */
    private final Precompiles forkPrecompiles;

    ExecutionContext(World world, BlockContext block, @Nullable Tracer tracer, Interrupt interrupt) {
        this.world = world;
        this.block = block;
        this.tracer = tracer;
        this.interrupt = interrupt;
        rules = new RuleFlags(block.rules());
        forkPrecompiles = Precompiles.at(block.rules());
    }

    /**
     * Marks an account as warm (EIP-2929) and returns whether it was cold. The addresses of the fork's precompiled contracts
     * are always warm, even if the contracts were moved to other addresses.
     */
    boolean warm(Address address) {
        return forkPrecompiles.get(address) == null && world.warm(address);
    }
}
