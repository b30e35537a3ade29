package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.json.GoObject;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameter types that several methods share, and the parser of the {@code params} member (geth: rpc/json.go). */
public final class Params {
    /** An address: 20 bytes. */
    public static final Param<Address> ADDRESS =
            Param.required(value -> Address.of(HexJson.fixed(value, Address.LENGTH, "common.Address")));

    /** A hash: 32 bytes. */
    public static final Param<Hash> HASH =
            Param.required(value -> Hash.of(HexJson.fixed(value, Hash.LENGTH, "common.Hash")));

    /** An unsigned 64-bit quantity, in the bits of a long. */
    public static final Param<Long> QUANTITY = Param.required(value -> HexJson.uint64(value, "hexutil.Uint64"));

    /** An index into a list: an unsigned 64-bit quantity, in the bits of a long. */
    public static final Param<Long> INDEX = Param.required(value -> HexJson.uint64(value, "hexutil.Uint"));

    /** Any number of bytes. */
    public static final Param<byte[]> DATA = Param.required(value -> HexJson.bytes(value, "hexutil.Bytes"));

    /** A string. Null is read as the empty string, as in Go. */
    public static final Param<String> STRING = Param.required(Params::string);

    /** A boolean. Null is read as false, as in Go. */
    public static final Param<Boolean> BOOL = Param.required(GoObject::toBool);

    /** A block number or a tag. */
    public static final Param<BlockRef.Height> BLOCK_NUMBER_OR_TAG = Param.required(Params::height);

    /** A block number, a tag, a block hash, or an object that holds a number or a hash (EIP-1898). */
    public static final Param<BlockRef> BLOCK = Param.required(Params::block);

    /** The block at which state is read: like {@link #BLOCK}, but the latest block if absent or null. */
    public static final Param<BlockRef> BLOCK_OR_LATEST = BLOCK.orElse(BlockRef.Tag.LATEST);

    private Params() {}

    /**
     * Parses a call's parameters. Throws {@link RpcException} with geth's message if their number or format is wrong.
     */
    static @Nullable Object[] parse(@Nullable JsonNode params, List<Param<?>> types) {
        JsonNode array = params == null || params.isNull() ? MissingNode.getInstance() : params;
        if (!array.isArray() && !array.isMissingNode()) {
            throw invalid("non-array args");
        }
        @Nullable Object[] values = new @Nullable Object[types.size()];
        int given = array.size();
        for (int i = 0; i < given; i++) {
            if (i == types.size()) {
                throw invalid("too many arguments, want at most " + i);
            }
            try {
                values[i] = types.get(i).parse(array.get(i));
            } catch (JsonFormatException e) {
                throw invalid("invalid argument " + i + ": " + e.text());
            }
        }
        for (int i = given; i < types.size(); i++) {
            if (types.get(i).isRequired()) {
                throw invalid("missing value for required argument " + i);
            }
            values[i] = types.get(i).absent();
        }
        return values;
    }

    /**
     * Parses the single parameter that follows a subscription's kind. Throws {@link RpcException} if it is malformed,
     * if it is required and absent, or if there are others after it. The messages are geth's, in which the kind is
     * argument 0.
     */
    public static <T> T one(List<JsonNode> arguments, Param<T> type) {
        if (arguments.size() > 1) {
            throw invalid("too many arguments, want at most 2");
        }
        if (arguments.isEmpty() && type.isRequired()) {
            throw invalid("missing value for required argument 1");
        }
        try {
            return type.cast(arguments.isEmpty() ? type.absent() : type.parse(arguments.getFirst()));
        } catch (JsonFormatException e) {
            throw invalid("invalid argument 1: " + e.text());
        }
    }

    private static RpcException invalid(String message) {
        return new RpcException(RpcFault.INVALID_PARAMS, message);
    }

    /** Returns a string value; null is read as the empty string. */
    public static String string(JsonNode value) {
        if (!value.isTextual() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "string");
        }
        return value.isNull() ? "" : value.textValue();
    }

    static BlockRef.Height height(JsonNode value) {
        // Geth reports a value that is not a string as one without the 0x prefix.
        if (!value.isTextual()) {
            throw new JsonFormatException(HexJson.MISSING_PREFIX);
        }
        String text = value.textValue();
        BlockRef.Tag tag = tag(text);
        return tag != null ? tag : number(text, "block number larger than int64");
    }

    private static BlockRef block(JsonNode value) {
        if (value.isObject() || value.isNull()) {
            BlockRef named = named(value);
            if (named != null) {
                return named;
            }
        }
        if (!value.isTextual()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "string");
        }
        String text = value.textValue();
        BlockRef.Tag tag = tag(text);
        if (tag != null) {
            return tag;
        }
        if (text.length() == 2 + 2 * Hash.LENGTH) {
            return new BlockRef.ByHash(hash(text), false);
        }
        return number(text, "blocknumber too high");
    }

    /**
     * Returns the block that an EIP-1898 object names, or null if a member is malformed, which geth reports as "not a
     * string".
     */
    private static @Nullable BlockRef named(JsonNode object) {
        JsonNode number = member(object, "blockNumber");
        JsonNode hash = member(object, "blockHash");
        JsonNode canonical = member(object, "requireCanonical");
        BlockRef byNumber;
        BlockRef byHash;
        try {
            boolean requireCanonical = canonical != null && GoObject.toBool(canonical);
            byNumber = number == null ? null : height(number);
            byHash = hash == null
                    ? null
                    : new BlockRef.ByHash(Hash.of(HexJson.fixed(hash, Hash.LENGTH, "common.Hash")), requireCanonical);
        } catch (JsonFormatException e) {
            return null;
        }
        if (byNumber != null && byHash != null) {
            throw new JsonFormatException("cannot specify both BlockHash and BlockNumber, choose one or the other");
        }
        if (byNumber == null && byHash == null) {
            throw new JsonFormatException("must specify either BlockHash or BlockNumber");
        }
        return byNumber != null ? byNumber : byHash;
    }

    private static @Nullable JsonNode member(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static Hash hash(String text) {
        if (!HexJson.hasPrefix(text)) {
            throw new JsonFormatException(HexJson.MISSING_PREFIX);
        }
        try {
            return Hash.of(HexFormat.of().parseHex(text, 2, text.length()));
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException(HexJson.SYNTAX);
        }
    }

    private static BlockRef.ByNumber number(String text, String tooHigh) {
        long number = HexJson.decodeUint64(text);
        if (number < 0) {
            throw new JsonFormatException(tooHigh);
        }
        return new BlockRef.ByNumber(number);
    }

    private static BlockRef.@Nullable Tag tag(String text) {
        return switch (text) {
            case "earliest" -> BlockRef.Tag.EARLIEST;
            case "latest" -> BlockRef.Tag.LATEST;
            case "pending" -> BlockRef.Tag.PENDING;
            case "safe" -> BlockRef.Tag.SAFE;
            case "finalized" -> BlockRef.Tag.FINALIZED;
            default -> null;
        };
    }
}
