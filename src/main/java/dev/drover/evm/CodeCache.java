package dev.drover.evm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.drover.chain.Hash;
import dev.drover.state.Account;
import dev.drover.state.StateView;

/** Contracts that were run, ready to be run again, by the hash of their code. Any thread. */
public final class CodeCache {
    /** A code's objects and its entry. */
    private static final int OVERHEAD_BYTES = 200;

    private final Cache<Hash, Code> known;

    /** @param bytesMax how much memory the kept codes take at most, about */
    public CodeCache(long bytesMax) {
        known = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Hash hash, Code code) -> OVERHEAD_BYTES + 2 * code.length() + code.length() / 8)
                .build();
    }

    /** The code with this hash; read from {@code state} if it is not kept. */
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
