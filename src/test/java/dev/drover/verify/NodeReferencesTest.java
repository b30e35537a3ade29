package dev.drover.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Hash;
import dev.drover.rlp.RlpWriter;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class NodeReferencesTest {
    private static final Hash WANTED = Hash.fromHex("0x" + "11".repeat(32));

    @Test
    void findsTheHashesOfChildrenAndOfAnAccount() {
        byte[] hash = WANTED.toBytes();
        byte[] extension = list(new byte[] {0x16}, hash);
        byte[] account = list(new byte[] {1}, new byte[] {2}, new byte[32], hash);
        byte[] leaf = list(new byte[] {0x20}, account);

        assertThat(NodeReferences.find(extension, WANTED::equals)).isEqualTo(WANTED);
        assertThat(NodeReferences.find(leaf, WANTED::equals)).isEqualTo(WANTED);
        assertThat(NodeReferences.find(extension, Hash.keccak(hash)::equals)).isNull();
    }

    @Test
    void looksPastNodesThatAreEmbedded() {
        byte[] embedded = list(new byte[] {0x35}, new byte[] {1});
        byte[] node = new RlpWriter()
                .beginList()
                .raw(embedded)
                .bytes(WANTED.toBytes())
                .endList()
                .toBytes();

        assertThat(NodeReferences.find(node, WANTED::equals)).isEqualTo(WANTED);
    }

    @Test
    void deepNestingIsNoTrieNode() {
        byte[] lists = nested(
                30_000,
                inner -> new RlpWriter().beginList().raw(inner).endList().toBytes());
        byte[] strings = nested(5_000, NodeReferencesTest::list);

        assertThat(NodeReferences.find(lists, WANTED::equals)).isNull();
        assertThat(NodeReferences.find(strings, WANTED::equals)).isNull();
    }

    private static byte[] nested(int depth, UnaryOperator<byte[]> wrap) {
        byte[] node = list(WANTED.toBytes());
        for (int i = 0; i < depth; i++) {
            node = wrap.apply(node);
        }
        return node;
    }

    private static byte[] list(byte[]... items) {
        RlpWriter out = new RlpWriter().beginList();
        for (byte[] item : items) {
            out.bytes(item);
        }
        return out.endList().toBytes();
    }
}
