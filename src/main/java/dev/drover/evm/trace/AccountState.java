package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An account, or that of it which is different.
 *
 * @param balance in wei; null: not different
 * @param nonce the bits of an unsigned long; 0: none, or not different
 * @param code no bytes: none, or not different, or not asked for
 * @param codeHash null: no code, or not different
 * @param storage slots by their number, which is written as a hash
 */
public record AccountState(
        @Nullable Word balance,
        long nonce,
        byte[] code,
        @Nullable Hash codeHash,
        SortedMap<Hash, Word> storage) {}
