package dev.drover.testing;

import dev.drover.chain.Address;
import dev.drover.rlp.RlpWriter;

/** Transactions of the first type without data, whose signature somebody may have made. */
public final class LegacyTransaction {
    private LegacyTransaction() {}

    /** Its RLP. */
    public static byte[] rlp(long nonce, long gasPrice, long gasLimit, Address to, long value) {
        return rlp(nonce, gasPrice, gasLimit, to, value, 1);
    }

    /** The RLP of one whose signature nobody can have made. */
    public static byte[] unsigned(long nonce) {
        return rlp(nonce, 1, 21_000, Address.ZERO, 0, 0);
    }

    private static byte[] rlp(long nonce, long gasPrice, long gasLimit, Address to, long value, long signature) {
        return new RlpWriter()
                .beginList()
                .uint64(nonce)
                .uint64(gasPrice)
                .uint64(gasLimit)
                .bytes(to.toBytes())
                .uint64(value)
                .bytes(new byte[0])
                .uint64(27)
                .uint64(signature)
                .uint64(signature)
                .endList()
                .toBytes();
    }
}
