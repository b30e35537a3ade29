package dev.drover.rpc.debug;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.evm.BlockReplay;
import dev.drover.evm.Interrupt;
import dev.drover.evm.World;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.call.Ancestors;
import dev.drover.rpc.call.EvmResources;
import dev.drover.trie.StateView;

/** The start of re-executions of stored blocks. */
record Replays(EvmResources resources, Senders senders) {
    /** Returns a replay of a block on the state of its parent. */
    BlockReplay begin(CallContext context, Block block, Interrupt interrupt) {
        Header header = block.header();
        ChainReader chain = HeadReader.of(context).chain();
        World world = new World(parentState(context, header), resources.codes());
        return new BlockReplay(block, chain.config(), new Ancestors(chain, header), world, senders, interrupt);
    }

    /** Returns the state of the parent of the block with this header. */
    StateView parentState(CallContext context, Header header) {
        HeadReader reader = HeadReader.of(context);
        Header parent = reader.chain().header(new BlockId(header.number() - 1, header.parentHash()));
        return resources.states().at(reader.view(), parent.stateRoot());
    }
}
