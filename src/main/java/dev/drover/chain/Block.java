package dev.drover.chain;

import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;

/**
 * A complete block.
 *
 * @param size the length in bytes of the RLP that {@link #encode} returns
 */
public record Block(Header header, Body body, long size) {
    /** Decodes a block from its stored parts. Throws {@link dev.drover.rlp.RlpException} if one is malformed. */
    public static Block decode(byte[] headerRlp, byte[] bodyRlp) {
        Header header = Header.decode(headerRlp);
        Body body = Body.decode(bodyRlp);
        return new Block(header, body, encode(headerRlp, bodyRlp).length);
    }

    /** Returns the block with this header and an empty body, the form in which geth reports uncles. */
    public static Block ofHeader(Header header) {
        byte[] emptyBody = new RlpWriter()
                .beginList()
                .beginList()
                .endList()
                .beginList()
                .endList()
                .endList()
                .toBytes();
        return decode(header.encode(), emptyBody);
    }

    /**
     * Returns the block's RLP from the RLP of its stored parts: the header, then the items of the body (geth:
     * core/types/block.go, extblock).
     */
    public static byte[] encode(byte[] headerRlp, byte[] bodyRlp) {
        RlpWriter out =
                new RlpWriter(headerRlp.length + bodyRlp.length + 9).beginList().raw(headerRlp);
        RlpReader body = RlpReader.listOf(bodyRlp);
        while (body.hasNext()) {
            out.raw(body.raw());
        }
        return out.endList().toBytes();
    }
}
