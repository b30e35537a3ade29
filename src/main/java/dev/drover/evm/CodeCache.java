package dev.drover.evm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Hash;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;

/** A bounded cache of contract code, with its jump destinations, by code hash. Thread-safe. */
public final class CodeCache {
    /** The approximate size of an entry besides the code. */
    private static final int OVERHEAD_BYTES = 200;

    private final Cache<Hash, Code> known;

    /** @param bytesMax the approximate maximum memory for cached code, in bytes */
    public CodeCache(long bytesMax) {
        known = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Hash hash, Code code) -> OVERHEAD_BYTES + 2 * code.length() + code.length() / 8)
                .build();
    }

    /** Returns the code with this hash, read from {@code state} if it is not cached. */
    Code get(Hash codeHash, StateView state) {
        if (codeHash.equals(Account.EMPTY_CODE_HASH)) {
            return Code.EMPTY;
        }
        Code code = known.getIfPresent(codeHash);
        if (code == null) {
            code = new Code(state.code(codeHash));
            known.put(codeHash, code);
        }
        return code;
    }
}
