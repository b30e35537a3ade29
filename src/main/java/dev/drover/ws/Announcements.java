package dev.drover.ws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.rpc.JsonWriter;
import dev.drover.rpc.eth.HeaderJson;

/**
 * The JSON of blocks being announced: encoded once per process, by whichever instance comes first, and shared by all
 * sessions. Any thread.
 */
final class Announcements {
    /** More than any reorg that is announced; an instance further behind encodes again. */
    private static final int KEPT_BLOCKS = 1_024;

    private final Cache<Hash, String> heads =
            Caffeine.newBuilder().maximumSize(KEPT_BLOCKS).build();

    /** The header as newHeads has it. Only ASCII, so the string holds one byte a character. */
    String newHead(Header header) {
        return heads.get(header.hash(), ignored -> {
            JsonWriter out = new JsonWriter(2_048);
            HeaderJson.writeNewHeads(header, out);
            return out.toString();
        });
    }
}
