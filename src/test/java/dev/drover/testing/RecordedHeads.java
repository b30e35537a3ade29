package dev.drover.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.head.HeadChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The head changes that a recording's {@code .heads.jsonl} says a replica must announce. */
public final class RecordedHeads {
    /** One of them; hashes of {@code reverted} newest first, of {@code added} oldest first. */
    public record Line(long offset, long number, Hash hash, List<Hash> reverted, List<Hash> added) {
        /** What a replica announced, in the same form. */
        public static Line of(HeadChange change) {
            return new Line(
                    change.head().position(),
                    change.head().number(),
                    change.head().hash(),
                    hashes(change.reverted()),
                    hashes(change.added()));
        }

        private static List<Hash> hashes(List<Header> headers) {
            return headers.stream().map(Header::hash).toList();
        }
    }

    private RecordedHeads() {}

    /** Reads the file. */
    public static List<Line> read(Path file) {
        ObjectMapper json = new ObjectMapper();
        List<Line> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = json.readTree(line);
                lines.add(new Line(
                        node.get("offset").asLong(),
                        node.get("number").asLong(),
                        Hash.fromHex(node.get("hash").asText()),
                        hashes(node.get("reverted")),
                        hashes(node.get("new"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static List<Hash> hashes(JsonNode array) {
        List<Hash> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(Hash.fromHex(hash.asText())));
        return hashes;
    }
}
