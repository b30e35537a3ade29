package dev.drover.rpc.web3;

import dev.drover.chain.Hash;
import dev.drover.json.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.Params;

/** The {@code web3_} methods. */
public final class Web3Methods {
    private Web3Methods() {}

    /**
     * Registers the methods.
     *
     * @param clientVersion name, version, system and runtime, such as {@code drover/v0.1.0/linux-x86_64/java-25}
     */
    public static void register(MethodTable table, String clientVersion) {
        Json version = Json.string(clientVersion);
        table.add("web3_clientVersion", Lane.INSTANT, () -> version);
        table.add("web3_sha3", Lane.READ, Params.DATA, bytes -> Json.hash(Hash.keccak(bytes)));
    }
}
