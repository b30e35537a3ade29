package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Word;
import java.util.List;

/**
 * The calls of system contracts in a block: they store beacon roots (EIP-4788) and block hashes (EIP-2935), and return requests
 * to the consensus layer (EIP-7002, EIP-7251).
 */
public final class SystemCalls {
    private static final Address CALLER = Address.fromHex("0xfffffffffffffffffffffffffffffffffffffffe");
    private static final Address BEACON_ROOTS = Address.fromHex("0x000f3df6d732807ef1319fb7b8bb8522d0beac02");
    private static final Address HISTORY = Address.fromHex("0x0000f90827f1c53a10cb7a02335b175320002935");
    private static final Address WITHDRAWALS = Address.fromHex("0x00000961ef480eb55e80d19ad83579a64c007002");
    private static final Address CONSOLIDATIONS = Address.fromHex("0x0000bbddc7ce488642fb579f8b00f3a590007251");
    private static final long GAS = 30_000_000;

    private final Evm evm;

    /** Creates the system calls. The EVM should have no tracer, because geth does not trace these calls. */
    public SystemCalls(Evm evm) {
        this.evm = evm;
    }

    /** Makes the calls before the first transaction of the block with this header. */
    public void begin(Header header) {
        begin(header.parentBeaconRoot() == null ? Hash.ZERO : header.parentBeaconRoot(), header.parentHash());
    }

    /**
     * Makes the calls before the first transaction.
     *
     * @param parentBeaconRoot ignored before Cancun
     * @param parentHash ignored before Prague
     */
    public void begin(Hash parentBeaconRoot, Hash parentHash) {
        if (evm.context.block.has(Fork.CANCUN)) {
            call(BEACON_ROOTS, parentBeaconRoot.toBytes());
        }
        if (evm.context.block.has(Fork.PRAGUE)) {
            call(HISTORY, parentHash.toBytes());
        }
    }

    /** Returns the withdrawal requests (EIP-7002), in the state after the last transaction. */
    byte[] withdrawalRequests() {
        return request(WITHDRAWALS);
    }

    /** Returns the consolidation requests (EIP-7251), in the state after the last transaction. */
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
        evm.context.world.warm(contract);
        CallResult result = evm.call(CALLER, contract, input, GAS, Word.ZERO);
        evm.context.world.endTransaction(true);
        return result;
    }
}
