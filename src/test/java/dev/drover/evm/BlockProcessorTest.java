package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.Block;
import dev.drover.chain.BlockId;
import dev.drover.head.ServedHead;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import dev.drover.testing.RecordedChain;
import dev.drover.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executes whole chains: every header must match the result of its block. */
@Tag("slow")
final class BlockProcessorTest {
    @Test
    void executesTheConformanceChainThroughAllForks() throws IOException {
        Path folder = Shared.path("conformance");
        ExecutedChain chain = new ExecutedChain(folder.resolve("genesis.json"));
        RlpReader blocks = RlpReader.of(Files.readAllBytes(folder.resolve("chain.rlp")));
        int count = 0;
        for (; blocks.hasNext(); count++) {
            execute(chain, read(blocks.list()));
        }
        assertThat(count).isEqualTo(54);
    }

    @Test
    void executesAChainFromFrontierToBerlin() throws IOException {
        executeRecording("ethash-two-masters");
    }

    @Test
    void executesAChainOfPrague() throws IOException {
        executeRecording("modern-two-masters");
    }

    private static void executeRecording(String name) throws IOException {
        ExecutedChain chain = new ExecutedChain(Shared.path("recordings/" + name + ".genesis.json"));
        ServedHead served = RecordedChain.load(name).served();
        ChainReader reader = new ChainReader(served.view());
        BlockId genesis = Objects.requireNonNull(reader.canonical(0));
        assertThat(chain.root()).isEqualTo(reader.header(genesis).stateRoot());
        chain.add(reader.block(genesis));
        for (long number = 1; number <= served.head().number(); number++) {
            execute(chain, reader.block(Objects.requireNonNull(reader.canonical(number))));
        }
    }

    private static void execute(ExecutedChain chain, Block block) {
        assertThat(chain.execute(block)).as(block.header().toString()).isEmpty();
    }

    private static Block read(RlpReader block) {
        byte[] header = block.raw();
        RlpWriter body = new RlpWriter().beginList();
        while (block.hasNext()) {
            body.raw(block.raw());
        }
        return Block.decode(header, body.endList().toBytes());
    }
}
