package dev.drover.testing;

import dev.drover.chain.Address;
import dev.drover.rlp.RlpWriter;

/** Transactions of the first type without data, whose signature somebody may have made. */
public final class LegacyTransaction {
    private LegacyTransaction() {}

    /** Its RLP. */
    public static byte[] rlp(long nonce, long gasPrice, long gasLimit, Address to, long value) {
        return new RlpWriter()
                .beginList()
                .uint64(nonce)
                .uint64(gasPrice)
                .uint64(gasLimit)
                .bytes(to.toBytes())
                .uint64(value)
                .bytes(new byte[0])
                .uint64(27)
                .uint64(1)
                .uint64(1)
                .endList()
                .toBytes();
    }
}
