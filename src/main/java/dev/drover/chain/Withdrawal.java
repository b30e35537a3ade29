package dev.drover.chain;

import dev.drover.rlp.RlpReader;

/**
 * A payment from the beacon chain (EIP-4895). Numbers are 64 bits unsigned.
 *
 * @param amountGwei in gwei, not wei
 */
public record Withdrawal(long index, long validatorIndex, Address address, long amountGwei) {
    static Withdrawal decode(RlpReader in) {
        Withdrawal withdrawal =
                new Withdrawal(in.uint64(), in.uint64(), Address.of(in.bytes(Address.LENGTH)), in.uint64());
        in.expectEnd();
        return withdrawal;
    }
}
