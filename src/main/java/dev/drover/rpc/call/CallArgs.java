package dev.drover.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Message;
import dev.drover.json.GoObject;
import dev.drover.json.HexJson;
import dev.drover.rpc.Param;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction arguments of a call (geth: internal/ethapi/transaction_args.go). Components that the client omitted
 * are null.
 *
 * @param gas 64 bits unsigned
 * @param nonce 64 bits unsigned
 * @param data the input, or the init code of a contract
 */
public record CallArgs(
        @Nullable Address from,
        @Nullable Address to,
        @Nullable Long gas,
        CallFees fees,
        @Nullable BigInteger value,
        @Nullable Long nonce,
        byte @Nullable [] data,
        @Nullable List<AccessListEntry> accessList,
        @Nullable BigInteger chainId,
        @Nullable List<Hash> blobHashes,
        @Nullable List<Authorization> authorizations) {
    /** The parameter. */
    public static final Param<CallArgs> PARAM = Param.required(CallArgs::parse);

    private static final String TYPE = "ethapi.TransactionArgs";

    /** Parses the object that a client sent. */
    public static CallArgs parse(JsonNode value) {
        GoObject in = GoObject.of(value, TYPE);
        byte[] input = in.bytes("input");
        byte[] data = in.bytes("data");
        return new CallArgs(
                in.address("from"),
                in.address("to"),
                in.uint64("gas"),
                CallFees.parse(in),
                in.uint256("value"),
                in.uint64("nonce"),
                input == null ? data : input,
                in.list("accessList", "types.AccessList", CallArgs::accessListEntry),
                in.uint256("chainId"),
                in.hashes("blobVersionedHashes"),
                in.list("authorizationList", "[]types.SetCodeAuthorization", CallArgs::authorization));
    }

    private static AccessListEntry accessListEntry(JsonNode value) {
        GoObject in = GoObject.of(value, "types.AccessTuple");
        Address address = in.address("address");
        List<Hash> keys = in.hashes("storageKeys");
        return new AccessListEntry(address == null ? Address.ZERO : address, keys == null ? List.of() : keys);
    }

    private static Authorization authorization(JsonNode value) {
        GoObject in = GoObject.of(value, "types.SetCodeAuthorization");
        Address address = in.address("address");
        Long nonce = in.uint64("nonce");
        Long parity = in.get("yParity", v -> HexJson.uint64(v, "hexutil.Uint8"));
        return new Authorization(
                CallFees.orZero(in.uint256("chainId")),
                address == null ? Address.ZERO : address,
                nonce == null ? 0 : nonce,
                parity == null ? 0 : (int) (parity & 0xff),
                CallFees.orZero(in.uint256("r")),
                CallFees.orZero(in.uint256("s")));
    }

    /** Returns the sender, which is the zero address if none is named. */
    public Address sender() {
        return from == null ? Address.ZERO : from;
    }

    /** Returns a copy with another access list. */
    CallArgs withAccessList(List<AccessListEntry> list) {
        return new CallArgs(from, to, gas, fees, value, nonce, data, list, chainId, blobHashes, authorizations);
    }

    /** Returns a copy with other fees. */
    CallArgs withFees(CallFees newFees) {
        return new CallArgs(
                from, to, gas, newFees, value, nonce, data, accessList, chainId, blobHashes, authorizations);
    }

    /** Returns a copy with another gas limit. */
    public CallArgs withGas(long newGas) {
        return new CallArgs(
                from, to, newGas, fees, value, nonce, data, accessList, chainId, blobHashes, authorizations);
    }

    /** Returns a copy with this nonce if none is named, else the same arguments. */
    public CallArgs orNonce(long newNonce) {
        return nonce != null
                ? this
                : new CallArgs(
                        from, to, gas, fees, value, newNonce, data, accessList, chainId, blobHashes, authorizations);
    }

    /**
     * Returns a copy in which everything that a call needs is set, except the access list. Throws {@link RpcException}
     * if the arguments contradict each other or the chain.
     *
     * @param gasCap the maximum gas; 0 for no limit
     * @param baseFee the base fee of the block; null before London
     */
    public CallArgs withDefaults(long gasCap, @Nullable BigInteger baseFee, BigInteger chain) {
        fees.refuseMixed();
        if (chainId != null && !chainId.equals(chain)) {
            throw new RpcException(
                    RpcFault.SERVER_ERROR, "chainId does not match node's (have=" + chainId + ", want=" + chain + ")");
        }
        long most = gasCap == 0 ? Long.MAX_VALUE : gasCap;
        long capped = gas == null || gasCap > 0 && Long.compareUnsigned(gas, gasCap) > 0 ? most : gas;
        return new CallArgs(
                from,
                to,
                capped,
                fees.withDefaults(baseFee != null, blobHashes != null),
                CallFees.orZero(value),
                nonce == null ? 0 : nonce,
                data,
                accessList,
                chain,
                blobHashes,
                authorizations);
    }

    /**
     * Returns the message to execute. All defaults must be set.
     *
     * @param baseFee the base fee of the block; null before London
     * @param anyNonce whether to accept a nonce that is not the sender's next one
     */
    public Message message(@Nullable BigInteger baseFee, boolean anyNonce) {
        BigInteger feeCap = fees.feeCap(baseFee != null);
        BigInteger tipCap = fees.tipCap(baseFee != null);
        return new Message(
                sender(),
                to,
                nonce == null ? 0 : nonce,
                Word.of(CallFees.orZero(value)),
                gas == null ? 0 : gas,
                Word.of(fees.price(baseFee)),
                Word.of(feeCap),
                Word.of(tipCap),
                data == null ? new byte[0] : data,
                accessList == null ? List.of() : accessList,
                fees.maxFeePerBlobGas() == null ? null : Word.of(fees.maxFeePerBlobGas()),
                blobHashes,
                authorizations,
                anyNonce,
                true);
    }
}
