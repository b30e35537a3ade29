package dev.drover.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Withdrawal;
import dev.drover.json.GoObject;
import dev.drover.rpc.Param;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overrides of the block that contracts see (geth: internal/ethapi/override/override.go, BlockOverrides). A null
 * component leaves its value unchanged.
 */
public record BlockOverrides(
        @Nullable BigInteger number,
        @Nullable BigInteger difficulty,
        @Nullable Long time,
        @Nullable Long gasLimit,
        @Nullable Address feeRecipient,
        @Nullable Hash prevRandao,
        @Nullable BigInteger baseFee,
        @Nullable BigInteger blobBaseFee,
        @Nullable Hash beaconRoot,
        @Nullable List<Withdrawal> withdrawals) {
    /** No overrides. */
    public static final BlockOverrides NONE =
            new BlockOverrides(null, null, null, null, null, null, null, null, null, null);

    /** The parameter; {@link #NONE} if it is absent. */
    public static final Param<BlockOverrides> PARAM =
            Param.required(BlockOverrides::parse).orElse(NONE);

    /** Parses the object that a client sent. Throws {@link dev.drover.json.JsonFormatException} if it is malformed. */
    public static BlockOverrides parse(JsonNode value) {
        return parse(GoObject.of(value, "override.BlockOverrides"));
    }

    /** Reads the members of an object that is already open. */
    public static BlockOverrides parse(GoObject in) {
        return new BlockOverrides(
                in.uint256("number"),
                in.uint256("difficulty"),
                in.uint64("time"),
                in.uint64("gasLimit"),
                in.address("feeRecipient"),
                in.hash("prevRandao"),
                in.uint256("baseFeePerGas"),
                in.uint256("blobBaseFee"),
                in.hash("beaconRoot"),
                in.list("withdrawals", "types.Withdrawals", BlockOverrides::withdrawal));
    }

    private static Withdrawal withdrawal(JsonNode value) {
        GoObject in = GoObject.of(value, "types.Withdrawal");
        Address address = in.address("address");
        return new Withdrawal(
                orZero(in.uint64("index")),
                orZero(in.uint64("validatorIndex")),
                address == null ? Address.ZERO : address,
                orZero(in.uint64("amount")));
    }

    /** Throws {@link RpcException} if an override is set that only simulated blocks support. */
    public void refuseUnsupported() {
        if (beaconRoot != null) {
            throw unsupported("beaconRoot");
        }
        if (withdrawals != null) {
            throw unsupported("withdrawals");
        }
    }

    private static RpcException unsupported(String name) {
        return new RpcException(
                RpcFault.SERVER_ERROR, "block override \"" + name + "\" is not supported for this RPC method");
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
