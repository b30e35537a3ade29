package dev.drover.testing;

import dev.drover.blocks.ChainReader;
import dev.drover.cdc.RecordedRecord;
import dev.drover.cdc.Recording;
import dev.drover.cdc.RecordingReader;
import dev.drover.cdc.WriteOp;
import dev.drover.cdc.WriteOpDecoder;
import dev.drover.chain.BlockId;
import dev.drover.chain.Body;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.chain.Transaction;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.head.Tags;
import dev.drover.store.Batch;
import dev.drover.store.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chain of a recording as it is at the topic's end, without the parts of Drover that follow a topic: every key-value
 * pair of the topic is put into memory, but for pointers; these are derived from the last head of {@code .heads.jsonl}.
 */
public final class RecordedChain {
    private final InMemoryStore store = new InMemoryStore();
    private final Header head;
    private final @Nullable BlockId finalized;

    private RecordedChain(Recording recording, @Nullable Hash headHash) {
        Header[] last = new Header[1];
        Hash[] lastFinalized = {Hash.ZERO};
        Batch content = new Batch();
        forEachPut(recording, put -> {
            if (new String(put.key(), StandardCharsets.ISO_8859_1).equals("LastFinalized")) {
                lastFinalized[0] = Hash.of(put.value());
            } else if (!isPointer(put.key())) {
                content.put(put.key(), put.value());
            }
            if (put.key()[0] == 'h' && put.key().length == 41) {
                last[0] = Header.decode(put.value());
            }
        });
        store.apply(content, false);
        ChainReader reader = new ChainReader(store);
        head = headHash == null ? last[0] : reader.header(Objects.requireNonNull(reader.find(headHash)));
        finalized = lastFinalized[0].equals(Hash.ZERO) ? null : reader.find(lastFinalized[0]);
        store.apply(pointers(reader), false);
    }

    /** The chain of the recording {@code name}; the test is skipped where the recordings are absent. */
    public static RecordedChain load(String name) {
        return new RecordedChain(shared(name), lastHead(name));
    }

    /**
     * The beginning of a recorded chain, which ships with the tests: {@code ethash} has blocks 0 to 40 of
     * ethash-two-masters, {@code modern} blocks 0 to 20 of modern-two-masters; headers, bodies, receipts and config only.
     * {@code conformance} is all of conformance-chain, with its states.
     */
    public static RecordedChain ofFixture(String name) {
        String file = name.equals("conformance") ? "recordings/conformance-chain" : "chains/" + name;
        return new RecordedChain(Recording.at(Path.of("src/test/resources", file + ".topic.jsonl.gz")), null);
    }

    /** Calls {@code handler} for each key-value pair of the recording's topic, in order. */
    public static void forEachPut(String name, Consumer<WriteOp.Put> handler) {
        forEachPut(shared(name), handler);
    }

    private static void forEachPut(Recording recording, Consumer<WriteOp.Put> handler) {
        try (RecordingReader reader = recording.open()) {
            for (RecordedRecord record = reader.next(); record != null; record = reader.next()) {
                WriteOp op = WriteOpDecoder.decode(record.value());
                if (op instanceof WriteOp.Fragment fragment) {
                    op = fragment.write();
                }
                if (op instanceof WriteOp.Put put) {
                    handler.accept(put);
                }
            }
        }
    }

    private static Recording shared(String name) {
        return Recording.at(Shared.path("recordings/" + name + ".topic.jsonl.gz"));
    }

    /** All of it. */
    public InMemoryStore store() {
        return store;
    }

    /** The head's header. */
    public Header head() {
        return head;
    }

    /** Serves the head for ever. */
    public ServedHeads heads() {
        ServedHead served = served();
        return new ServedHeads() {
            @Override
            public ServedHead acquire() {
                served.retain();
                return served;
            }

            @Override
            public Head head() {
                return served.head();
            }
        };
    }

    /** The head as requests get it; the caller releases it. */
    public ServedHead served() {
        Head served = new Head(0, head.number(), head.hash(), head.parentHash(), head.time(), 0, -1);
        return new ServedHead(served, new Tags(finalized, finalized), store.view());
    }

    private static boolean isPointer(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        return text.startsWith("Last") && key.length < Hash.LENGTH
                || key.length == 10 && text.startsWith("h")
                || key.length == 33 && text.startsWith("l");
    }

    private static Hash lastHead(String name) {
        return RecordedHeads.read(Shared.path("recordings/" + name + ".heads.jsonl"))
                .getLast()
                .hash();
    }

    private Batch pointers(ChainReader reader) {
        Batch pointers = new Batch();
        Header block = head;
        while (true) {
            pointers.put(Schema.canonicalHash(block.number()), block.hash().toBytes());
            Body body = reader.body(block.id());
            for (Transaction transaction : body.transactions()) {
                pointers.put(Schema.txLookup(transaction.hash()), Schema.encodeShortNumber(block.number()));
            }
            if (block.number() == 0) {
                return pointers;
            }
            block = reader.header(new BlockId(block.number() - 1, block.parentHash()));
        }
    }
}
