package dev.drover.chain;

import dev.drover.rlp.RlpReader;
import dev.drover.rlp.RlpWriter;

/**
 * A withdrawal from the beacon chain (EIP-4895). Numbers are 64 bits unsigned.
 *
 * @param amountGwei the amount in gwei, not wei
 */
public record Withdrawal(long index, long validatorIndex, Address address, long amountGwei) {
    /** Returns the withdrawal's RLP as blocks contain it. */
    public byte[] encode() {
        return new RlpWriter(48)
                .beginList()
                .uint64(index)
                .uint64(validatorIndex)
                .bytes(address.toBytes())
                .uint64(amountGwei)
                .endList()
                .toBytes();
    }

    static Withdrawal decode(RlpReader in) {
        Withdrawal withdrawal =
                new Withdrawal(in.uint64(), in.uint64(), Address.of(in.bytes(Address.LENGTH)), in.uint64());
        in.expectEnd();
        return withdrawal;
    }
}
