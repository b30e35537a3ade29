package dev.drover.rpc.eth;

import dev.drover.config.EvmConfig;
import dev.drover.evm.CodeCache;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.Call;
import dev.drover.rpc.HeadReader;
import dev.drover.state.States;

/**
 * What all methods share that run contracts. Any thread.
 *
 * @param codes contracts made ready to run
 * @param limits of one call
 */
public record Machinery(States states, CodeCache codes, EvmConfig limits) {
    /** A bench at the block that a request names. Not for event loops. */
    public TestBench at(Call call, BlockRef ref) {
        HeadReader reader = HeadReader.of(call);
        return new TestBench(this, call, reader, StateAt.find(states, reader, ref));
    }
}
