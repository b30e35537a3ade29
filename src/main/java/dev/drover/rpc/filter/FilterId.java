package dev.drover.rpc.filter;

import dev.drover.chain.Address;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter, complete: its text is the id that clients send back.
 *
 * @param made the head when the filter was created
 * @param at the position of that head
 * @param madeSeconds the time of creation, seconds since 1970
 * @param nonce distinguishes filters that are otherwise equal
 * @param criteria the wanted logs; {@link LogCriteria#ALL} for other kinds of filters
 * @param first the first block of the range of {@code eth_getFilterLogs}; -1 for the head
 * @param last the last block of that range; -1 for the head
 * @param block the only block of {@code eth_getFilterLogs}; null for a range
 */
record FilterId(
        Kind kind,
        BlockId made,
        long at,
        long madeSeconds,
        long nonce,
        LogCriteria criteria,
        long first,
        long last,
        @Nullable Hash block) {
    /** The kind of object that a filter reports. */
    enum Kind {
        BLOCKS(0),
        LOGS(1),
        TRANSACTIONS(2),
        FULL_TRANSACTIONS(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static @Nullable Kind of(long code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** The maximum length of an id. */
    static final int TEXT_MAX = 32 * 1024;

    /** The bound that stands for the current head. */
    static final long LATEST = -1;

    private static final int VERSION = 2;
    private static final int CHECKSUM_BYTES = 4;

    /** Returns the id: hex after 0x. */
    String text() {
        RlpWriter out = new RlpWriter(256).beginList();
        out.uint64(VERSION).uint64(kind.code).uint64(made.number());
        out.bytes(made.hash().toBytes()).uint64(at + 1).uint64(madeSeconds).uint64(nonce);
        out.uint64(first + 1).uint64(last + 1).beginList();
        criteria.addresses().forEach(address -> out.bytes(address.toBytes()));
        out.endList().beginList();
        for (Set<Hash> position : criteria.topics()) {
            out.beginList();
            position.forEach(topic -> out.bytes(topic.toBytes()));
            out.endList();
        }
        out.endList().bytes(block == null ? new byte[0] : block.toBytes());
        byte[] content = out.endList().toBytes();
        byte[] all = Arrays.copyOf(checksum(content), CHECKSUM_BYTES + content.length);
        System.arraycopy(content, 0, all, CHECKSUM_BYTES, content.length);
        return "0x" + HexFormat.of().formatHex(all);
    }

    /** Returns the filter of an id, or null if this is not an id of a filter. */
    static @Nullable FilterId parse(String text) {
        if (text.length() > TEXT_MAX || !text.startsWith("0x")) {
            return null;
        }
        try {
            byte[] all = HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT), 2, text.length());
            if (all.length < CHECKSUM_BYTES) {
                return null;
            }
            byte[] content = Arrays.copyOfRange(all, CHECKSUM_BYTES, all.length);
            return Arrays.equals(checksum(content), 0, CHECKSUM_BYTES, all, 0, CHECKSUM_BYTES) ? decode(content) : null;
        } catch (IllegalArgumentException | RlpException e) {
            return null;
        }
    }

    private static @Nullable FilterId decode(byte[] content) {
        RlpReader in = RlpReader.listOf(content);
        long version = in.uint64();
        Kind kind = Kind.of(in.uint64());
        if (version != VERSION || kind == null) {
            return null;
        }
        BlockId made = new BlockId(in.uint64(), Hash.of(in.bytes(Hash.LENGTH)));
        long at = in.uint64() - 1;
        long seconds = in.uint64();
        long nonce = in.uint64();
        long first = in.uint64() - 1;
        long last = in.uint64() - 1;
        LogCriteria criteria = criteria(in);
        byte[] block = in.bytes();
        in.expectEnd();
        return new FilterId(
                kind, made, at, seconds, nonce, criteria, first, last, block.length == 0 ? null : Hash.of(block));
    }

    private static LogCriteria criteria(RlpReader in) {
        Set<Address> addresses = new HashSet<>();
        RlpReader list = in.list();
        while (list.hasNext()) {
            addresses.add(Address.of(list.bytes(Address.LENGTH)));
        }
        List<Set<Hash>> topics = new ArrayList<>();
        RlpReader positions = in.list();
        while (positions.hasNext()) {
            Set<Hash> position = new HashSet<>();
            RlpReader one = positions.list();
            while (one.hasNext()) {
                position.add(Hash.of(one.bytes(Hash.LENGTH)));
            }
            topics.add(position);
        }
        return new LogCriteria(addresses, topics);
    }

    private static byte[] checksum(byte[] content) {
        return Arrays.copyOf(Hash.keccak(content).toBytes(), CHECKSUM_BYTES);
    }
}
