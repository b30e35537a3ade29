package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.head.WaitingProposals.Waiting;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the tracker apart from the store. It is stored together with the position, so that after a restart the
 * tracker judges as if it had never stopped.
 *
 * @param head the head, or null before the first
 * @param headWitnessed whether a record has made the head, or proposed it if it came with a snapshot
 * @param decidedOffset the offset of the last record that was judged, or -1
 * @param readOffset the offset of the last record that was read, judged or only for its data, or -1
 * @param clockMillis the time of the rule's clock; Long.MIN_VALUE before the first record
 * @param clockLeadsMillis the leads of the clock's sources; see {@link RecordClock}
 * @param doubt the proposals against the head since it was adopted, or null
 * @param waiting proposals whose data is incomplete, oldest first
 * @param finalized the highest block that masters tagged as finalized and that is the head or an ancestor of it
 * @param finalizedProposals hashes that masters tagged as finalized and that the head has not reached yet, oldest first
 * @param safe the highest block that masters tagged as safe and that is the head or an ancestor of it
 * @param safeProposals hashes that masters tagged as safe and that the head has not reached yet, oldest first
 */
record TrackerMemory(
        @Nullable Head head,
        boolean headWitnessed,
        long decidedOffset,
        long readOffset,
        long clockMillis,
        List<Long> clockLeadsMillis,
        @Nullable Doubt doubt,
        List<Waiting> waiting,
        @Nullable BlockId finalized,
        List<Hash> finalizedProposals,
        @Nullable BlockId safe,
        List<Hash> safeProposals) {

    /**
     * The proposals that are neither better than the head nor ancestors of it: a master may have been rewound.
     *
     * @param firstMillis the clock at the first of them
     * @param newestMillis the clock at the newest of them
     * @param newest the hash of the newest
     */
    record Doubt(long firstMillis, long newestMillis, Hash newest) {}

    static final TrackerMemory EMPTY = new TrackerMemory(
            null, false, -1, -1, Long.MIN_VALUE, List.of(), null, List.of(), null, List.of(), null, List.of());

    // Version 1 had neither the clock's leads nor the keys that proposals wait for nor the safe block nor the offset
    // read.
    private static final int VERSION = 2;

    /** Returns the encoded memory. Numbers that may be negative are written as their 64 bits. */
    byte[] encode() {
        RlpWriter out = new RlpWriter(512).beginList();
        out.uint64(VERSION).uint64(decidedOffset).uint64(clockMillis).uint64(headWitnessed ? 1 : 0);
        out.beginList();
        if (head != null) {
            out.uint64(head.epoch()).uint64(head.number()).bytes(head.hash().toBytes());
            out.bytes(head.parentHash().toBytes()).uint64(head.timeSeconds());
            out.uint64(head.position()).uint64(head.rewindPosition());
        }
        out.endList().beginList();
        if (doubt != null) {
            out.uint64(doubt.firstMillis).uint64(doubt.newestMillis).bytes(doubt.newest.toBytes());
        }
        out.endList().beginList();
        waiting.forEach(one -> out.bytes(one.hash().toBytes()).bytes(one.lacking()));
        out.endList();
        encodeTag(out, finalized, finalizedProposals);
        out.beginList();
        clockLeadsMillis.forEach(out::uint64);
        out.endList();
        encodeTag(out, safe, safeProposals);
        out.uint64(readOffset);
        return out.endList().toBytes();
    }

    private static void encodeTag(RlpWriter out, @Nullable BlockId block, List<Hash> proposals) {
        out.beginList();
        if (block != null) {
            out.uint64(block.number()).bytes(block.hash().toBytes());
        }
        out.endList().beginList();
        proposals.forEach(hash -> out.bytes(hash.toBytes()));
        out.endList();
    }

    /**
     * Decodes a memory that {@link #encode} of this or an earlier version wrote.
     *
     * @throws dev.drover.rlp.RlpException if the bytes are damaged
     * @throws IllegalStateException if a newer version wrote them
     */
    static TrackerMemory decode(byte[] bytes) {
        RlpReader in = RlpReader.listOf(bytes);
        long version = in.uint64();
        if (version < 1 || version > VERSION) {
            throw new IllegalStateException("the head was stored by a newer version of Drover (" + version + ")");
        }
        long decidedOffset = in.uint64();
        long clockMillis = in.uint64();
        boolean witnessed = in.uint64() == 1;
        Head head = decodeHead(in.list());
        RlpReader doubts = in.list();
        Doubt doubt = doubts.hasNext() ? new Doubt(doubts.uint64(), doubts.uint64(), hash(doubts)) : null;
        List<Waiting> waiting = waiting(in.list(), version);
        BlockId finalized = decodeBlock(in.list());
        List<Hash> finalizedProposals = hashes(in.list());
        List<Long> leads = version == 1 ? leadsOfVersion1(clockMillis) : numbers(in.list());
        BlockId safe = version == 1 ? null : decodeBlock(in.list());
        List<Hash> safeProposals = version == 1 ? List.of() : hashes(in.list());
        long readOffset = version == 1 ? decidedOffset : in.uint64();
        in.expectEnd();
        return new TrackerMemory(
                head,
                witnessed,
                decidedOffset,
                readOffset,
                clockMillis,
                leads,
                doubt,
                waiting,
                finalized,
                finalizedProposals,
                safe,
                safeProposals);
    }

    private static @Nullable BlockId decodeBlock(RlpReader in) {
        return in.hasNext() ? new BlockId(in.uint64(), hash(in)) : null;
    }

    /** The clock of version 1 was the highest timestamp. */
    private static List<Long> leadsOfVersion1(long clockMillis) {
        return clockMillis == Long.MIN_VALUE ? List.of() : List.of(0L);
    }

    private static List<Waiting> waiting(RlpReader in, long version) {
        List<Waiting> waiting = new ArrayList<>();
        while (in.hasNext()) {
            waiting.add(new Waiting(hash(in), version == 1 ? new byte[0] : in.bytes()));
        }
        return waiting;
    }

    private static List<Long> numbers(RlpReader in) {
        List<Long> numbers = new ArrayList<>();
        while (in.hasNext()) {
            numbers.add(in.uint64());
        }
        return numbers;
    }

    private static List<Hash> hashes(RlpReader in) {
        List<Hash> hashes = new ArrayList<>();
        while (in.hasNext()) {
            hashes.add(hash(in));
        }
        return hashes;
    }

    private static @Nullable Head decodeHead(RlpReader in) {
        return in.hasNext()
                ? new Head(in.uint64(), in.uint64(), hash(in), hash(in), in.uint64(), in.uint64(), in.uint64())
                : null;
    }

    private static Hash hash(RlpReader in) {
        return Hash.of(in.bytes(Hash.LENGTH));
    }
}
