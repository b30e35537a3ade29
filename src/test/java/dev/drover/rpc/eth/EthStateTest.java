package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Word;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.head.Tags;
import dev.drover.rpc.MethodTable;
import dev.drover.state.States;
import dev.drover.store.Batch;
import dev.drover.store.Cursor;
import dev.drover.store.ReadView;
import dev.drover.store.StoreException;
import dev.drover.testing.InMemoryStore;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.ManualHeads;
import dev.drover.testing.TestBlock;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EthStateTest {
    private static final Address ALICE = Address.fromHex("0x00000000000000000000000000000000000a11ce");

    private final InMemoryStore store = new InMemoryStore();
    private final ManualHeads heads = new ManualHeads(store);
    private final MethodTable table = new MethodTable();
    private final TestBlock genesis = TestBlock.genesis("states");
    private final TestBlock first = genesis.childWithState(state(1));
    private final TestBlock second = first.childWithState(state(2));
    private final TestBlock hollow = second.childWithState(Hash.keccak(new byte[] {1}));

    EthStateTest() {
        new EthState(new States(1 << 20)).register(table);
        write(genesis);
        write(first);
        write(second);
        write(hollow);
    }

    /** Alice has that many wei, that nonce, and that word in slot 0. */
    private Hash state(int value) {
        StateWriter state = new StateWriter(NodeSource.NONE, Trie.EMPTY_ROOT);
        Map<Word, Word> slots = Map.of(Word.ZERO, Word.of(value));
        state.put(ALICE, value, Word.of(value), Account.EMPTY_CODE_HASH, slots);
        Batch batch = new Batch();
        state.forNewNodes((hash, rlp) -> batch.put(hash.toBytes(), rlp));
        store.apply(batch, false);
        return state.root();
    }

    private void write(TestBlock block) {
        Batch batch = new Batch();
        block.content().forEach(put -> {
            // Its own made-up root node must not stand where a real one is.
            if (!block.header().stateRoot().equals(Hash.of(padded(put.key()), 0))) {
                batch.put(put.key(), put.value());
            }
        });
        block.headWrites().forEach(put -> batch.put(put.key(), put.value()));
        store.apply(batch, false);
    }

    private static byte[] padded(byte[] key) {
        return key.length < Hash.LENGTH ? new byte[Hash.LENGTH] : key;
    }

    @Test
    void followsTheServedHead() {
        try (LocalRpc rpc = new LocalRpc(table, heads)) {
            heads.serve(first.header());
            assertThat(balance(rpc, "\"latest\"")).contains("\"result\":\"0x1\"");
            assertThat(balance(rpc, "\"0x2\"")).contains("header not found");
            heads.serve(second.header());
            assertThat(balance(rpc, "\"latest\"")).contains("\"result\":\"0x2\"");
            assertThat(balance(rpc, "\"0x1\"")).contains("\"result\":\"0x1\"");
            assertThat(balance(rpc, "{\"blockHash\":\"" + first.hash() + "\",\"requireCanonical\":true}"))
                    .contains("\"result\":\"0x1\"");
            assertThat(balance(rpc, "\"pending\"")).contains("pending state is not available");
            String nonce = rpc.call(call("eth_getTransactionCount", "\"" + ALICE + "\",\"latest\""));
            assertThat(nonce).contains("\"result\":");
            assertThat(rpc.call(call("eth_getTransactionCount", "\"" + ALICE + "\",\"pending\"")))
                    .isEqualTo(nonce);
        }
    }

    @Test
    void answersAboutTheHeadFromMemory() {
        heads.serve(second.header());
        try (LocalRpc rpc = new LocalRpc(table, heads)) {
            balance(rpc, "\"latest\"");
            storage(rpc);
        }
        ServedHeads withoutStore = new ServedHeads() {
            private final ServedHead head =
                    new ServedHead(ManualHeads.head(second.header()), Tags.NONE, new BrokenView());

            @Override
            public ServedHead acquire() {
                return head;
            }

            @Override
            public Head head() {
                return head.head();
            }
        };
        try (LocalRpc rpc = new LocalRpc(table, withoutStore)) {
            assertThat(balance(rpc, "\"latest\"")).contains("\"result\":\"0x2\"");
            assertThat(balance(rpc, "\"0x2\"")).contains("\"result\":\"0x2\"");
            assertThat(storage(rpc)).contains("0000000000000002\"");
            assertThat(balance(rpc, "\"0x1\"")).contains("\"code\":-32603");
        }
    }

    @Test
    void saysThatAStateIsNotHere() {
        heads.serve(hollow.header());
        try (LocalRpc rpc = new LocalRpc(table, heads)) {
            Hash root = hollow.header().stateRoot();
            assertThat(balance(rpc, "\"latest\""))
                    .contains("\"code\":-32000,\"message\":\"missing trie node "
                            + root.toString().substring(2) + " (path ) state " + root
                            + " is not available, not found\"");
            assertThat(balance(rpc, "\"0x2\"")).contains("\"result\":\"0x2\"");
        }
    }

    @Test
    void limitsTheSlotsOfARequest() {
        heads.serve(second.header());
        try (LocalRpc rpc = new LocalRpc(table, heads)) {
            String slots = String.join(",", Collections.nCopies(1024, "\"" + Word.ZERO + "\""));
            assertThat(rpc.call(call("eth_getStorageValues", "{\"" + ALICE + "\":[" + slots + "]}")))
                    .contains("\"result\":{");
            assertThat(rpc.call(
                            call("eth_getStorageValues", "{\"" + ALICE + "\":[" + slots + ",\"" + Word.ZERO + "\"]}")))
                    .contains("\"code\":-38026,\"message\":\"too many slots (max 1024)\"");
            assertThat(rpc.call(call("eth_getStorageValues", "{\"" + ALICE + "\":[]}")))
                    .contains("\"code\":-32602");
            assertThat(rpc.call(call("eth_getStorageValues", "{\"0x12\":[]}")))
                    .contains("\"code\":-32602,\"message\":\"invalid argument 0: hex string has length 2, want 40 for"
                            + " common.Address\"");
            assertThat(rpc.call(call("eth_getStorageAt", "\"" + ALICE + "\",\"0x\\u0007\\\"é\",\"latest\"")))
                    .contains("invalid hex in storage key: \\\"0x\\\\a\\\\\\\"é\\\"");
        }
    }

    /** A store that cannot be read. */
    private static final class BrokenView implements ReadView {
        @Override
        public byte[] get(byte[] key) {
            throw new StoreException("the disk is gone");
        }

        @Override
        public Cursor scan(byte[] from, byte @Nullable [] to) {
            throw new StoreException("the disk is gone");
        }

        @Override
        public boolean retain() {
            return true;
        }

        @Override
        public void release() {}
    }

    private static String balance(LocalRpc rpc, String block) {
        return rpc.call(call("eth_getBalance", "\"" + ALICE + "\"," + block));
    }

    private static String storage(LocalRpc rpc) {
        return rpc.call(call("eth_getStorageAt", "\"" + ALICE + "\",\"0x0\",\"latest\""));
    }

    private static String call(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
    }
}
