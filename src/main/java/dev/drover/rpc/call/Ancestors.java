package dev.drover.rpc.call;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.store.ChainReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Hashes of the blocks before one, found by walking back from parent to parent as far as is asked. One thread at a time. */
public final class Ancestors implements LongFunction<Hash> {
    private final ChainReader chain;
    private final long number;
    /** Hashes of the parent, its parent, and so on. */
    private final List<Hash> known = new ArrayList<>();

    /** The ancestors of the block that this header begins. */
    public Ancestors(ChainReader chain, Header header) {
        this.chain = chain;
        this.number = header.number();
        known.add(header.parentHash());
    }

    /** The hash of the ancestor with a number; zero if no ancestor has it. */
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
