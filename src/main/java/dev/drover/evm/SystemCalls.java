package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Word;
import java.util.List;

/**
 * What a block does besides its transactions: calls of contracts that keep the beacon chain's roots (EIP-4788), the hashes of
 * blocks (EIP-2935), and requests to the beacon chain (EIP-7002, EIP-7251).
 */
public final class SystemCalls {
    private static final Address CALLER = Address.fromHex("0xfffffffffffffffffffffffffffffffffffffffe");
    private static final Address BEACON_ROOTS = Address.fromHex("0x000f3df6d732807ef1319fb7b8bb8522d0beac02");
    private static final Address HISTORY = Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");
    private static final Address WITHDRAWALS = Address.fromHex("0x00000961ef480eb55e80d19ad83579a64c007002");
    private static final Address CONSOLIDATIONS = Address.fromHex("0x0000bbddc7ce488642fb579f8b00f3a590007251");
    private static final long GAS = 30_000_000;

    private final Evm evm;

    /** The machine should have no tracer: geth's hear nothing of these calls. */
    public SystemCalls(Evm evm) {
        this.evm = evm;
    }

    /** What comes before the first transaction of the block that {@code header} begins. */
    public void begin(Header header) {
        begin(header.parentBeaconRoot() == null ? Hash.ZERO : header.parentBeaconRoot(), header.parentHash());
    }

    /**
     * What comes before the first transaction.
     *
     * @param parentBeaconRoot not looked at before Cancun
     * @param parentHash not looked at before Prague
     */
    public void begin(Hash parentBeaconRoot, Hash parentHash) {
        if (evm.block.has(Fork.CANCUN)) {
            call(BEACON_ROOTS, parentBeaconRoot.toBytes());
        }
        if (evm.block.has(Fork.PRAGUE)) {
            call(HISTORY, parentHash.toBytes());
        }
    }

    /** Requests of validators to leave or to be paid out in part, as the last transaction left them (EIP-7002). */
    byte[] withdrawalRequests() {
        return request(WITHDRAWALS);
    }

    /** Requests to merge validators (EIP-7251). */
    byte[] consolidationRequests() {
        return request(CONSOLIDATIONS);
    }

    private byte[] request(Address contract) {
        CallResult result = call(contract, MessageFrame.NO_BYTES);
        if (result.fault() != null) {
            throw new InvalidBlockException("system call failed to execute: " + result.fault());
        }
        return result.output();
    }

    private CallResult call(Address contract, byte[] input) {
        evm.setTransaction(CALLER, Word.ZERO, List.of());
        evm.world.warm(contract);
        CallResult result = evm.call(CALLER, contract, input, GAS, Word.ZERO);
        evm.world.endTransaction(true);
        return result;
    }
}
