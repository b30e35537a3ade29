package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A receipt as databases keep it: without what follows from the block's transactions, such as its type.
 *
 * @param outcome one byte 1 for success, no byte for failure, or the state root after it, before Byzantium
 * @param cumulativeGasUsed of the block's transactions up to this one
 */
public record StoredReceipt(byte[] outcome, long cumulativeGasUsed, List<Log> logs) {
    /** Decodes a receipt in today's encoding or one of the two before (wire versions 4 and 3). */
    public static StoredReceipt decode(RlpReader in) {
        byte[] outcome = in.bytes();
        boolean known = outcome.length == 0 || outcome.length == 1 && outcome[0] == 1 || outcome.length == Hash.LENGTH;
        if (!known) {
            throw new RlpException("a receipt's status of " + outcome.length + " bytes");
        }
        long cumulativeGasUsed = in.uint64();
        boolean old = !in.nextIsList();
        if (old) {
            // Version 4: [..., hash, contract, logs, gas used]; version 3 has the bloom before the hash.
            if (in.nextLength() == Bloom.LENGTH) {
                in.skip();
            }
            in.bytes(Hash.LENGTH);
            in.bytes(Address.LENGTH);
        }
        List<Log> logs = logs(in.list());
        if (old) {
            in.uint64();
        }
        in.expectEnd();
        return new StoredReceipt(outcome, cumulativeGasUsed, logs);
    }

    /** Returns what goes into the receipts' trie after the type's byte. */
    public byte[] payload() {
        RlpWriter out = new RlpWriter(512).beginList().bytes(outcome).uint64(cumulativeGasUsed);
        out.bytes(Bloom.of(logs)).beginList();
        logs.forEach(log -> log.encode(out));
        return out.endList().endList().toBytes();
    }

    private static List<Log> logs(RlpReader in) {
        List<Log> logs = new ArrayList<>();
        while (in.hasNext()) {
            logs.add(Log.decode(in.list()));
        }
        return List.copyOf(logs);
    }
}
