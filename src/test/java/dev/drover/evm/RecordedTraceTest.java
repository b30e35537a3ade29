package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.chain.Word;
import dev.drover.head.ServedHead;
import dev.drover.testing.RecordedAnswers;
import dev.drover.testing.RecordedAnswers.Exchange;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares every step of transactions with traces by geth: instruction, gas, cost, depth, refund and stack. */
@Tag("slow")
final class RecordedTraceTest {
    @Test
    void takesTheSameStepsFromFrontierToBerlin() throws Exception {
        compare("ethash-two-masters");
    }

    @Test
    void takesTheSameStepsInPrague() throws Exception {
        compare("modern-two-masters");
    }

    private static void compare(String name) throws Exception {
        ServedHead served = RecordedChain.load(name).served();
        ChainReader reader = new ChainReader(served.view());
        ExecutedChain chain = execute(name, reader, served.head().number());
        int compared = 0;
        for (Exchange exchange : RecordedAnswers.of(name, "debug_traceTransaction"::equals)) {
            JsonNode expected = exchange.response().path("result");
            JsonNode options = exchange.request().path("params").path(1);
            if (!expected.has("structLogs") || options.has("disableStack")) {
                continue;
            }
            Hash hash = Hash.fromHex(exchange.request().path("params").path(0).asText());
            Block block = reader.block(Objects.requireNonNull(reader.findByTransaction(hash)));
            Steps steps = new Steps();
            TransactionResult result = chain.trace(block, indexOf(block, hash), steps);
            List<String> lines = lines(expected);
            List<String> told = options.has("limit") ? steps.lines.subList(0, lines.size()) : steps.lines;
            assertThat(told).as(exchange.name()).isEqualTo(lines);
            assertThat(result.gasUsed())
                    .as(exchange.name())
                    .isEqualTo(expected.path("gas").asLong());
            assertThat(result.succeeded())
                    .as(exchange.name())
                    .isNotEqualTo(expected.path("failed").asBoolean());
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static ExecutedChain execute(String name, ChainReader reader, long head) throws IOException {
        ExecutedChain chain = new ExecutedChain(Shared.path("recordings/" + name + ".genesis.json"));
        chain.add(reader.block(Objects.requireNonNull(reader.canonical(0))));
        for (long number = 1; number <= head; number++) {
            BlockId id = Objects.requireNonNull(reader.canonical(number));
            assertThat(chain.execute(reader.block(id))).as(id.toString()).isEmpty();
        }
        return chain;
    }

    private static int indexOf(Block block, Hash hash) {
        return block.body().transactions().stream()
                .map(Transaction::hash)
                .toList()
                .indexOf(hash);
    }

    /** Geth's steps; not all of them if the recorded request had a limit. */
    private static List<String> lines(JsonNode result) {
        List<String> lines = new ArrayList<>();
        for (JsonNode step : result.path("structLogs")) {
            List<String> stack = new ArrayList<>();
            step.path("stack").forEach(word -> stack.add(word.asText()));
            lines.add(line(
                    step.path("pc").asInt(),
                    step.path("op").asText(),
                    step.path("gas").asLong(),
                    step.path("gasCost").asLong(),
                    step.path("depth").asInt(),
                    step.path("refund").asLong(),
                    stack));
        }
        return lines;
    }

    private static String line(int pc, String op, long gas, long cost, int depth, long refund, List<String> stack) {
        return pc + " " + op + " gas " + gas + " cost " + cost + " depth " + depth + " refund " + refund + " " + stack;
    }

    private static final class Steps implements Tracer {
        final List<String> lines = new ArrayList<>();
        private @Nullable WorldView world;

        @Override
        public void onTxStart(BlockContext block, WorldView worldOfTransaction, Message message) {
            world = worldOfTransaction;
        }

        @Override
        public void onOpcode(
                int pc,
                int opcode,
                long gas,
                long cost,
                FrameView frame,
                byte[] returnData,
                int depth,
                @Nullable Fault fault) {
            List<String> stack = new ArrayList<>();
            for (int i = frame.stackSize() - 1; i >= 0; i--) {
                stack.add(hex(frame.stack(i)));
            }
            long refund = Objects.requireNonNull(world).refund();
            lines.add(line(pc, Opcode.name(opcode), gas, cost, depth, refund, stack));
        }

        /** Without leading zeros. */
        private static String hex(Word word) {
            return "0x" + word.toBigInteger().toString(16);
        }
    }
}
