package dev.drover.rpc.call;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The hashes of the ancestors of a block, found by walking from parent to parent as far as needed. One thread at a
 * time.
 */
public final class Ancestors implements LongFunction<Hash> {
    private final ChainReader chain;
    private final long number;
    /** The hash of the parent, of its parent, and so on. */
    private final List<Hash> known = new ArrayList<>();

    /** Creates the ancestors of the block with this header. */
    public Ancestors(ChainReader chain, Header header) {
        this.chain = chain;
        this.number = header.number();
        known.add(header.parentHash());
    }

    /** Returns the hash of the ancestor with a number, or zero if no ancestor has it. */
    @Override
    public Hash apply(long wanted) {
        if (wanted < 0 || wanted >= number) {
            return Hash.ZERO;
        }
        while (number - known.size() > wanted) {
            BlockId oldest = new BlockId(number - known.size(), known.get(known.size() - 1));
            known.add(chain.header(oldest).parentHash());
        }
        return known.get((int) (number - wanted - 1));
    }
}
