package dev.drover.chain;

import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.util.ArrayList;
import java.util.List;

/** An event that a contract emitted. Its indices follow from its {@link Receipt}. The array must not be changed. */
public record Log(Address address, List<Hash> topics, byte[] data) {
    static Log decode(RlpReader in) {
        Log log = new Log(Address.of(in.bytes(Address.LENGTH)), topics(in.list()), in.bytes());
        while (in.hasNext()) {
            // Databases from before geth 1.8.20 store the position of the log here.
            in.skip();
        }
        return log;
    }

    /** Writes the log in the form that receipts contain. */
    public void encode(RlpWriter out) {
        out.beginList().bytes(address.toBytes()).beginList();
        for (Hash topic : topics) {
            out.bytes(topic.toBytes());
        }
        out.endList().bytes(data).endList();
    }

    private static List<Hash> topics(RlpReader in) {
        List<Hash> topics = new ArrayList<>(4);
        while (in.hasNext()) {
            topics.add(Hash.of(in.bytes(Hash.LENGTH)));
        }
        return List.copyOf(topics);
    }
}
