package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Word;

/**
 * A call about to begin.
 *
 * @param from the account that calls
 * @param to the account whose code runs
 * @param self the account that it runs on
 * @param caller who the code sees as its caller
 * @param value what the code sees as sent, in wei
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
    boolean transfers() {
        return type == CallType.CALL || type == CallType.CALLCODE || type.creates();
    }
}
