package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;

/**
 * The parameters of a call that is about to begin.
 *
 * @param from the account that makes the call
 * @param to the account whose code runs, or the address of the contract to create
 * @param self the account in whose context the code runs: ADDRESS returns it, and its storage is used
 * @param caller the account that CALLER returns
 * @param input the call data, or the init code of a creation
 * @param value the amount that CALLVALUE returns, in wei
 * @param isStatic whether the call must not change the state (EIP-214)
 */
record CallRequest(
        CallType type,
        Address from,
        Address to,
        Address self,
        Address caller,
        byte[] input,
        long gas,
        Word value,
        boolean isStatic) {
    /** Returns whether the caller needs a balance of at least {@code value}. */
    boolean needsBalance() {
        return type == CallType.CALL || type == CallType.CALLCODE || type.creates();
    }
}
