package dev.drover.statetest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.BlobParameters;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import dev.drover.chain.Senders;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.BlockContext;
import dev.drover.evm.CodeCache;
import dev.drover.evm.Evm;
import dev.drover.evm.Interrupt;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.InvalidTransactionException.Reason;
import dev.drover.evm.Message;
import dev.drover.evm.TransactionProcessor;
import dev.drover.evm.World;
import dev.drover.evm.precompile.Precompiles;
import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case of a GeneralStateTest: a state, a transaction, and the expected result under the rules of a fork (geth:
 * tests/state_test_util.go).
 */
public final class StateTest {
    private final String name;
    private final String fork;
    private final JsonNode test;
    private final JsonNode post;

    private StateTest(String name, String fork, JsonNode test, JsonNode post) {
        this.name = name;
        this.fork = fork;
        this.test = test;
        this.post = post;
    }

    /**
     * The outcome of a case.
     *
     * @param stateRoot state root after the transaction, or null if the case cannot be run
     * @param error reason for the failure, or null if the case passed
     */
    public record Outcome(
            @Nullable Hash stateRoot, @Nullable String error) {}

    /** Returns the cases of a test, or an empty list if it is not a state test. */
    public static List<StateTest> of(String name, JsonNode test) {
        List<StateTest> cases = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : test.path("post").properties()) {
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(post -> cases.add(new StateTest(name, entry.getKey(), test, post)));
            }
        }
        return cases;
    }

    /** Returns the name of the test. */
    public String name() {
        return name;
    }

    /** Returns the name of the fork whose rules apply. */
    public String fork() {
        return fork;
    }

    /** Runs the case. */
    public Outcome run() {
        try {
            return run(StateTestForks.rules(fork));
        } catch (IllegalArgumentException e) {
            return new Outcome(null, "the test cannot be run: " + e.getMessage());
        }
    }

    private Outcome run(ForkRules rules) {
        StateTestState state = new StateTestState(test.path("pre"));
        BlockContext block = block(rules);
        World world = new World(state, new CodeCache(1 << 24));
        String failure = null;
        List<Log> logs = List.of();
        try {
            logs = execute(world, block);
        } catch (InvalidTransactionException | RlpException | InvalidSignatureException e) {
            failure = e.getMessage();
        }
        // The coinbase is touched even if it earns no fee.
        world.addBalance(block.coinbase(), Word.ZERO);
        world.endTransaction(rules.has(Fork.EIP158));
        Hash root = state.rootAfter(world.changes());
        return new Outcome(root, error(failure, root, logs));
    }

    private @Nullable String error(@Nullable String failure, Hash root, List<Log> logs) {
        String expected = post.path("expectException").asText();
        if (!expected.isEmpty()) {
            return failure == null ? "no error where one is expected: " + expected : null;
        }
        if (failure != null) {
            return failure;
        }
        Hash expectedRoot = Hash.fromHex(post.path("hash").asText());
        if (!root.equals(expectedRoot)) {
            return "post state root mismatch: got " + root + ", want " + expectedRoot;
        }
        Hash logsHash = hash(logs);
        Hash expectedLogs = Hash.fromHex(post.path("logs").asText());
        return logsHash.equals(expectedLogs)
                ? null
                : "post state logs hash mismatch: got " + logsHash + ", want " + expectedLogs;
    }

    private static Hash hash(List<Log> logs) {
        RlpWriter out = new RlpWriter().beginList();
        logs.forEach(log -> log.encode(out));
        return Hash.keccak(out.endList().toBytes());
    }

    private List<Log> execute(World world, BlockContext block) throws InvalidTransactionException {
        ForkRules rules = block.rules();
        String encoded = post.path("txbytes").asText();
        if (!encoded.isEmpty()) {
            Transaction transaction = Transaction.decode(StateTestState.bytes(encoded));
            if (!transaction.type().isIn(rules)) {
                throw new InvalidTransactionException(Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
            }
            new Senders(1).of(transaction);
        }
        Message message = StateTestMessage.of(test.path("transaction"), post.path("indexes"), block);
        BlobParameters blobs = StateTestForks.blobs(fork);
        int count = message.blobHashes() == null ? 0 : message.blobHashes().size();
        if (blobs != null && count > blobs.max()) {
            throw new InvalidTransactionException(Reason.INVALID_BLOBS, "blob gas exceeds maximum");
        }
        Precompiles precompiles = Precompiles.at(rules);
        Evm evm = new Evm(world, block, precompiles::get, null, Interrupt.none());
        return TransactionProcessor.of(evm).run(message, block.gasLimit()).logs();
    }

    private BlockContext block(ForkRules rules) {
        JsonNode env = test.path("env");
        BlobParameters blobs = StateTestForks.blobs(fork);
        long excess = word(env, "currentExcessBlobGas", 0).w3();
        return new BlockContext(
                rules,
                word(env, "currentNumber", 0).w3(),
                word(env, "currentTimestamp", 0).w3(),
                Address.fromHex(env.path("currentCoinbase").asText()),
                rules.has(Fork.PARIS) ? Word.ZERO : word(env, "currentDifficulty", 0),
                word(env, "currentRandom", 0).toHash(),
                word(env, "currentGasLimit", 0).w3(),
                rules.has(Fork.LONDON) ? word(env, "currentBaseFee", 10) : Word.ZERO,
                blobs == null ? Word.ZERO : Word.of(blobs.baseFee(excess)),
                number -> Hash.keccak(Long.toString(number).getBytes(StandardCharsets.US_ASCII)));
    }

    private static Word word(JsonNode env, String member, long otherwise) {
        return env.hasNonNull(member) ? StateTestState.word(env.path(member).asText()) : Word.of(otherwise);
    }
}
