package dev.drover.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Address;
import dev.drover.chain.Block;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Word;
import dev.drover.trie.Account;
import dev.drover.trie.NodeSource;
import dev.drover.trie.StateView;
import dev.drover.trie.StateWriter;
import dev.drover.trie.Trie;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chain whose states are computed by executing its blocks, starting with geth's genesis file. */
final class ExecutedChain {
    private final Map<Hash, byte[]> nodes = new HashMap<>();
    private final Map<Hash, byte[]> codes = new HashMap<>();
    private final Map<Long, Hash> hashes = new HashMap<>();
    private final Map<Long, Hash> rootsBefore = new HashMap<>();
    private final Senders senders = new Senders(10_000);
    private final CodeCache codeCache = new CodeCache(1 << 24);
    private final ChainConfig config;
    private final BlockProcessor processor;
    private Hash root = Trie.EMPTY_ROOT;

    /** Creates a chain with the state of a genesis file. */
    ExecutedChain(Path genesis) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(genesis));
        config = ChainConfig.parse(json.path("config").toString().getBytes(StandardCharsets.UTF_8));
        processor = new BlockProcessor(config, senders, codeCache);
        StateWriter tries = tries();
        json.path("alloc").properties().forEach(entry -> put(tries, entry.getKey(), entry.getValue()));
        keep(tries);
    }

    private void put(StateWriter tries, String address, JsonNode account) {
        byte[] code = bytes(account.path("code").asText());
        Hash codeHash = Hash.keccak(code);
        codes.put(codeHash, code);
        Map<Word, Word> storage = new HashMap<>();
        account.path("storage")
                .properties()
                .forEach(slot -> storage.put(
                        Word.of(bytes(slot.getKey())),
                        Word.of(bytes(slot.getValue().asText()))));
        Word nonce = Word.of(bytes(account.path("nonce").asText()));
        String balance = account.path("balance").asText();
        Word wei = balance.startsWith("0x")
                ? Word.of(bytes(balance))
                : Word.of(new BigInteger(balance.isEmpty() ? "0" : balance));
        tries.put(Address.fromHex(address), nonce.w3(), wei, codeHash, storage);
    }

    /** Returns the state root after the last block. */
    Hash root() {
        return root;
    }

    /** Adds a block without executing it, such as the genesis block. */
    void add(Block block) {
        hashes.put(block.header().number(), block.header().hash());
    }

    /** Executes the next block and keeps its state. Returns the differences from its header. */
    List<String> execute(Block block) {
        rootsBefore.put(block.header().number(), root);
        BlockResult result = processor.run(
                block,
                view(root),
                StateRoots.on(nodes::get, root),
                number -> Objects.requireNonNull(hashes.get(number)));
        StateWriter tries = tries();
        for (AccountChange change : result.changes()) {
            change.applyTo(tries);
            if (change.after() != null && change.after().code() != null) {
                codes.put(change.after().codeHash(), change.after().code());
            }
        }
        keep(tries);
        add(block);
        return result.differences(block.header());
    }

    /** Executes a known block again up to a transaction, and that transaction with a tracer. */
    TransactionResult trace(Block block, int index, Tracer tracer) throws InvalidTransactionException {
        Header header = block.header();
        Hash before = Objects.requireNonNull(rootsBefore.get(header.number()));
        World world = new World(view(before), codeCache);
        BlockReplay replay = new BlockReplay(
                block, config, number -> Objects.requireNonNull(hashes.get(number)), world, senders, Interrupt.none());
        replay.runUpTo(index);
        return replay.run(tracer);
    }

    private StateWriter tries() {
        return tries(root);
    }

    private StateWriter tries(Hash at) {
        NodeSource source = nodes::get;
        return new StateWriter(source, at);
    }

    private void keep(StateWriter tries) {
        root = tries.root();
        tries.forNewNodes(nodes::put);
    }

    private StateView view(Hash at) {
        StateWriter tries = tries(at);
        return new StateView() {
            @Override
            public @Nullable Account account(Address address) {
                return tries.account(address);
            }

            @Override
            public byte[] code(Hash codeHash) {
                return Objects.requireNonNull(codes.get(codeHash));
            }

            @Override
            public Word storage(Address address, Word slot) {
                return tries.storage(address, slot);
            }
        };
    }

    private static byte[] bytes(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    }
}
