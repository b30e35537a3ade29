package dev.drover.verify;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.rlp.RlpException;
import dev.drover.store.KeyValues;
import dev.drover.store.Schema;
import dev.drover.verify.Verdict.Invalid;
import dev.drover.verify.Verdict.Needs;
import dev.drover.verify.Verdict.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks a value against the hash in its key. Stateless and thread-safe. */
public final class ContentCheck {
    private ContentCheck() {}

    /**
     * Checks content of a kind that needs only the key and the value.
     *
     * @param kind a kind for which {@link ContentKind#isProvenAlone} is true
     * @return never {@link Needs}
     */
    public static Verdict alone(ContentKind kind, byte[] key, byte[] value) {
        Hash hash = Hash.keccak(value);
        if (!hash.equals(ContentKind.hash(key))) {
            return new Invalid(Reason.HASH);
        }
        return kind == ContentKind.HEADER ? numbered(key, value) : Verdict.VALID;
    }

    /**
     * Checks content of any kind.
     *
     * @param known valid content that is already stored
     */
    public static Verdict check(ContentKind kind, byte[] key, byte[] value, KeyValues known) {
        if (kind.isProvenAlone()) {
            return alone(kind, key, value);
        }
        return kind == ContentKind.NUMBER ? number(key, value, known) : part(kind, key, value, known);
    }

    private static Verdict numbered(byte[] key, byte[] value) {
        try {
            boolean same = Header.decode(value).number() == Schema.numberOf(key);
            return same ? Verdict.VALID : new Invalid(Reason.NUMBER);
        } catch (RlpException e) {
            return new Invalid(Reason.UNREADABLE);
        }
    }

    /** Checks a block number against the one that was stored together with the header of the same hash. */
    private static Verdict number(byte[] key, byte[] value, KeyValues known) {
        byte[] stored = find(key, known);
        if (stored == null) {
            return new Needs(key);
        }
        return Arrays.equals(stored, value) ? Verdict.VALID : new Invalid(Reason.NUMBER);
    }

    private static Verdict part(ContentKind kind, byte[] key, byte[] value, KeyValues known) {
        BlockId block = ContentKind.block(key);
        Header header = header(block, known);
        if (header == null) {
            return new Needs(Schema.header(block));
        }
        try {
            return switch (kind) {
                case BODY -> verdict(BlockRoots.matchesBody(header, value));
                case ACCESS_LIST -> verdict(BlockRoots.matchesAccessList(header, value));
                default -> receipts(header, value, known);
            };
        } catch (RlpException e) {
            return new Invalid(Reason.UNREADABLE);
        }
    }

    private static Verdict receipts(Header header, byte[] value, KeyValues known) {
        byte[] bodyKey = Schema.body(header.id());
        byte[] body = find(bodyKey, known);
        if (body == null) {
            return new Needs(bodyKey);
        }
        if (BlockRoots.matchesReceipts(header, body, value)) {
            return Verdict.VALID;
        }
        // The body may come from the bottom layer, where it was not checked.
        return BlockRoots.matchesBody(header, body) ? new Invalid(Reason.ROOT) : new Needs(bodyKey);
    }

    private static Verdict verdict(boolean matches) {
        return matches ? Verdict.VALID : new Invalid(Reason.ROOT);
    }

    /** Returns the stored header, or null if there is none or it is damaged, which is possible in the bottom layer. */
    private static @Nullable Header header(BlockId block, KeyValues known) {
        byte[] rlp = find(Schema.header(block), known);
        try {
            Header header = rlp == null ? null : Header.decode(rlp);
            return header != null && header.id().equals(block) ? header : null;
        } catch (RlpException e) {
            return null;
        }
    }

    /** Returns the stored value, or null if there is none or it is in a damaged file of the bottom layer. */
    private static byte @Nullable [] find(byte[] key, KeyValues known) {
        try {
            return known.get(key);
        } catch (MissingDataException e) {
            return null;
        }
    }
}
