package dev.drover.rpc.net;

import dev.drover.rpc.Json;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@code net_} family. */
public final class NetMethods {
    private NetMethods() {}

    /**
     * Adds the methods.
     *
     * @param chainId the chain's id, null as long as it is not known; must not block. geth's network id, unless set
     *     otherwise, is the chain id
     */
    public static void register(MethodTable table, Supplier<@Nullable BigInteger> chainId) {
        table.add("net_version", Lane.INSTANT, () -> version(chainId.get()));
    }

    private static Json version(@Nullable BigInteger chainId) {
        if (chainId == null) {
            throw new RpcException(RpcFault.SERVER_ERROR, "no head yet");
        }
        return Json.string(chainId.toString());
    }
}
