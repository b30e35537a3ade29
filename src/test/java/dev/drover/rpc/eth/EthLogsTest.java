package dev.drover.rpc.eth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.BlockId;
import dev.drover.chain.Bloom;
import dev.drover.chain.Hash;
import dev.drover.chain.Head;
import dev.drover.chain.Header;
import dev.drover.chain.Log;
import dev.drover.config.LogsConfig;
import dev.drover.head.ServedHead;
import dev.drover.head.ServedHeads;
import dev.drover.head.Tags;
import dev.drover.rlp.RlpWriter;
import dev.drover.rpc.MethodTable;
import dev.drover.store.Cursor;
import dev.drover.store.ReadView;
import dev.drover.store.Schema;
import dev.drover.testing.LocalRpc;
import dev.drover.testing.ManualHeads;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a search for logs reads, and where it ends. What it finds is in the recorded answers. */
final class EthLogsTest {
    private static final int BLOCKS = 100_000;
    private static final Address CONTRACT =
            Address.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});
    private static final byte[] TRANSACTION = HexFormat.of()
            .parseHex("f85f800182520894095e7baea6a6c7c4c2dfeb977efac326af552d870a801ba0"
                    + "48b55bfa915ac795c431978d8a6a992b628d557da5ff759b307d495a36649353a0"
                    + "1fffd310ac743f371de3b9f7f9cb56c0b28ad43601b4ab949f53faa07bd2c804");

    /** Made once, since that takes some seconds. */
    private static final Chain CHAIN = new Chain(1_000);

    @Test
    void readsReceiptsOnlyWhereTheBloomSaysSo() {
        Chain chain = CHAIN.fresh();
        try (LocalRpc rpc = rpc(chain, new LogsConfig(0, 1_000, 100_000))) {
            String answer = rpc.call(getLogs("0x0", "0x" + Integer.toHexString(BLOCKS), CONTRACT.toString()));
            assertThat(answer.split("\"logIndex\"", -1)).hasSize(BLOCKS / 1_000 + 1);
            assertThat(chain.receiptReads).isEqualTo(BLOCKS / 1_000);
            assertThat(chain.bodyReads).isEqualTo(BLOCKS / 1_000);
        }
    }

    @Test
    void refusesWhatIsTooMuch() {
        Chain chain = CHAIN.fresh();
        try (LocalRpc rpc = rpc(chain, new LogsConfig(20_000, 1, 10))) {
            assertThat(rpc.call(getLogs("0x0", "0x4e20", CONTRACT.toString())))
                    .contains("\"code\":-32005,\"message\":\"query returned more than 10 results");
            assertThat(rpc.call(getLogs("0x0", "0x4e21", CONTRACT.toString())))
                    .contains("\"code\":-32602,\"message\":\"exceed maximum block range: 20000\"");
            assertThat(rpc.call(getLogs("0x0", "0x2328", CONTRACT.toString()))).contains("\"result\":[{");
            assertThat(rpc.call("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getLogs\",\"params\":[{\"topics\":[[\""
                            + Hash.ZERO + "\",\"" + Hash.ZERO + "\"]]}]}"))
                    .contains("\"code\":-32000,\"message\":\"exceed max addresses or topics per search position\"");
        }
    }

    @Test
    void saysThatABlockIsNotHereInsteadOfLeavingItsLogsOut() {
        Chain chain = CHAIN.fresh();
        chain.hidden = key(Schema.receipts(chain.ids[2_000]));
        try (LocalRpc rpc = rpc(chain, new LogsConfig(0, 1_000, 100_000))) {
            assertThat(rpc.call(getLogs("0x0", "0xbb8", CONTRACT.toString())))
                    .contains("\"code\":-32000", "receipts of block 2000")
                    .doesNotContain("\"result\"");
        }
    }

    private static String getLogs(String from, String to, String address) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getLogs\",\"params\":[{\"fromBlock\":\"" + from
                + "\",\"toBlock\":\"" + to + "\",\"address\":\"" + address + "\"}]}";
    }

    private static LocalRpc rpc(Chain chain, LogsConfig limits) {
        MethodTable table = new MethodTable();
        new EthLogs(limits).register(table);
        ServedHead head = new ServedHead(ManualHeads.head(chain.head), Tags.NONE, chain);
        return new LocalRpc(table, new ServedHeads() {
            @Override
            public @Nullable ServedHead acquire() {
                return head;
            }

            @Override
            public Head head() {
                return head.head();
            }
        });
    }

    private static String key(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    /** A chain in which every so manieth block has a log of the contract. Counts what is read of it. */
    private static final class Chain implements ReadView {
        private final Map<String, byte[]> entries = new HashMap<>();
        private final BlockId[] ids = new BlockId[BLOCKS + 1];
        private final Header head;
        private int receiptReads;
        private int bodyReads;
        private String hidden = "";

        Chain fresh() {
            receiptReads = 0;
            bodyReads = 0;
            hidden = "";
            return this;
        }

        Chain(int every) {
            Log log = new Log(CONTRACT, List.of(), new byte[0]);
            byte[] bloom = Bloom.of(List.of(log));
            @Nullable Header tip = null;
            for (int number = 0; number <= BLOCKS; number++) {
                boolean has = number % every == 0 && number > 0;
                byte[] rlp = header(number, tip == null ? Hash.ZERO : tip.hash(), has ? bloom : new byte[256]);
                tip = Header.decode(rlp);
                ids[number] = tip.id();
                entries.put(key(Schema.canonicalHash(number)), tip.hash().toBytes());
                entries.put(key(Schema.header(tip.id())), rlp);
                if (has) {
                    entries.put(key(Schema.body(tip.id())), body());
                    entries.put(key(Schema.receipts(tip.id())), receipts());
                }
            }
            head = Objects.requireNonNull(tip);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            receiptReads += key[0] == 'r' ? 1 : 0;
            bodyReads += key[0] == 'b' ? 1 : 0;
            String name = key(key);
            return name.equals(hidden) ? null : entries.get(name);
        }

        @Override
        public Cursor scan(byte[] from, byte @Nullable [] to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean retain() {
            return true;
        }

        @Override
        public void release() {
            // Nothing to free.
        }

        private static byte[] body() {
            return new RlpWriter()
                    .beginList()
                    .beginList()
                    .raw(TRANSACTION)
                    .endList()
                    .beginList()
                    .endList()
                    .endList()
                    .toBytes();
        }

        private static byte[] receipts() {
            RlpWriter out = new RlpWriter().beginList().beginList();
            out.uint64(1).uint64(21_000).beginList().beginList();
            out.bytes(CONTRACT.toBytes()).beginList().endList().bytes(new byte[0]);
            return out.endList().endList().endList().endList().toBytes();
        }

        private static byte[] header(long number, Hash parent, byte[] bloom) {
            byte[] zero = Hash.ZERO.toBytes();
            RlpWriter out = new RlpWriter().beginList().bytes(parent.toBytes()).bytes(zero);
            out.bytes(Address.ZERO.toBytes())
                    .bytes(zero)
                    .bytes(zero)
                    .bytes(zero)
                    .bytes(bloom);
            out.integer(BigInteger.ONE)
                    .uint64(number)
                    .uint64(8_000_000)
                    .uint64(21_000)
                    .uint64(1_600_000_000 + number);
            return out.bytes(new byte[0])
                    .bytes(zero)
                    .bytes(new byte[8])
                    .endList()
                    .toBytes();
        }
    }
}
