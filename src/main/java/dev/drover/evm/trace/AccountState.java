package dev.drover.evm.trace;

import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An account, or the fields of it that differ.
 *
 * @param balance in wei; null if it does not differ
 * @param nonce an unsigned long; 0 if it does not differ
 * @param code empty if there is none, it does not differ or it was not requested
 * @param codeHash null if there is no code or it does not differ
 * @param storage the values by slot; slots are written as hashes
 */
public record AccountState(
        @Nullable Word balance,
        long nonce,
        byte[] code,
        @Nullable Hash codeHash,
        SortedMap<Hash, Word> storage) {}
