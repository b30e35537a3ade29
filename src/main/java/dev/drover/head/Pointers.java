package dev.drover.head;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.rlp.RlpReader;
import dev.drover.store.Batch;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import dev.drover.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes geth's pointer keys as they follow from a head: canonical hashes, transaction lookups, LastBlock and related
 * keys. Masters' writes of these keys are not stored, so a lagging or forked master cannot change them.
 */
public final class Pointers {
    private Pointers() {}

    /**
     * Adds the changes of the pointer keys to {@code batch}.
     *
     * @param content the store with all content up to the change
     */
    public static void write(HeadChange change, Tags tags, KeyValues content, Batch batch) {
        Set<Hash> added = new HashSet<>();
        for (Header block : change.added()) {
            byte[] number = Schema.encodeShortNumber(block.number());
            for (Hash transaction : transactions(block, content)) {
                batch.put(Schema.txLookup(transaction), number);
                added.add(transaction);
            }
            batch.put(Schema.canonicalHash(block.number()), block.hash().toBytes());
        }
        for (Header block : change.reverted()) {
            for (Hash transaction : transactions(block, content)) {
                if (!added.contains(transaction)) {
                    batch.delete(Schema.txLookup(transaction));
                }
            }
            if (block.number() > change.head().number()) {
                batch.delete(Schema.canonicalHash(block.number()));
            }
        }
        byte[] hash = change.head().hash().toBytes();
        batch.put(Schema.LAST_BLOCK, hash);
        batch.put(Schema.LAST_HEADER, hash);
        batch.put(Schema.LAST_FAST, hash);
        write(Schema.LAST_FINALIZED, tags.finalized(), content, batch);
        write(Schema.LAST_SAFE, tags.safe(), content, batch);
    }

    /** Writes a tag's block, or deletes the key if a rewind has left none. */
    private static void write(byte[] key, @Nullable BlockId tagged, KeyValues content, Batch batch) {
        if (tagged != null) {
            batch.put(key, tagged.hash().toBytes());
        } else if (content.has(key)) {
            batch.delete(key);
        }
    }

    private static List<Hash> transactions(Header block, KeyValues content) {
        byte[] body = content.get(Schema.body(block.id()));
        if (body == null) {
            throw new StoreException("the body of canonical block " + block.id() + " is not in the store");
        }
        List<Hash> hashes = new ArrayList<>();
        RlpReader transactions = RlpReader.listOf(body).list();
        while (transactions.hasNext()) {
            // EIP-2718: a typed transaction is hashed without the string header that wraps it in a body.
            byte[] hashed = transactions.nextIsList() ? transactions.raw() : transactions.bytes();
            hashes.add(Hash.keccak(hashed));
        }
        return hashes;
    }
}
