package dev.drover.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object as Go reads them into a struct: absent and null are the same, unknown ones are passed over,
 * and what cannot be read is named with the struct and the path to it.
 */
public final class GoObject {
    private static final String OF_VALUE = " into Go value of type ";

    private final JsonNode node;
    private final String struct;
    private final String path;

    private GoObject(JsonNode node, String struct, String path) {
        this.node = node;
        this.struct = struct;
        this.path = path;
    }

    /**
     * The members of {@code value}; null has none.
     *
     * @param type the struct's name with its package, as messages about the whole have it
     */
    public static GoObject of(JsonNode value, String type) {
        return of(value, type, "");
    }

    private static GoObject of(JsonNode value, String type, String path) {
        if (!value.isObject() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), type);
        }
        return new GoObject(value, type.substring(type.indexOf('.') + 1), path);
    }

    /** The member, read by {@code parser}; null if there is none. */
    public <T> @Nullable T get(String name, Function<JsonNode, T> parser) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return null;
        }
        try {
            return parser.apply(member);
        } catch (JsonFormatException e) {
            throw new JsonFormatException(
                    e.text().replace(OF_VALUE, " into Go struct field " + struct + "." + path + name + " of type "));
        }
    }

    /** A list of what {@code parser} reads; null if there is none. */
    public <T> @Nullable List<T> list(String name, String type, Function<JsonNode, T> parser) {
        return get(name, value -> {
            if (!value.isArray()) {
                throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), type);
            }
            List<T> items = new ArrayList<>();
            value.forEach(item -> items.add(parser.apply(item)));
            return items;
        });
    }

    /** A member that is a struct, too. */
    public @Nullable GoObject object(String name, String type) {
        JsonNode member = node.get(name);
        return member == null || member.isNull() ? null : of(member, type, path + name + ".");
    }

    /** 20 bytes. */
    public @Nullable Address address(String name) {
        return get(name, GoObject::toAddress);
    }

    /** 32 bytes. */
    public @Nullable Hash hash(String name) {
        return get(name, GoObject::toHash);
    }

    /** An unsigned 64-bit quantity. */
    public @Nullable Long uint64(String name) {
        return get(name, value -> HexJson.uint64(value, "hexutil.Uint64"));
    }

    /** An unsigned 256-bit quantity. */
    public @Nullable BigInteger uint256(String name) {
        return get(name, value -> HexJson.uint256(value, "*hexutil.Big"));
    }

    /** Bytes of any number. */
    public byte @Nullable [] bytes(String name) {
        return get(name, value -> HexJson.bytes(value, "hexutil.Bytes"));
    }

    /** true or false. */
    public boolean bool(String name) {
        Boolean value = get(name, GoObject::toBool);
        return value != null && value;
    }

    /** Reads true or false; null is false, as Go reads it. */
    public static boolean toBool(JsonNode value) {
        if (value.isBoolean() || value.isNull()) {
            return value.asBoolean();
        }
        throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "bool");
    }

    /** A list of hashes. */
    public @Nullable List<Hash> hashes(String name) {
        return list(name, "[]common.Hash", GoObject::toHash);
    }

    /** 20 bytes. */
    public static Address toAddress(JsonNode value) {
        return Address.of(HexJson.fixed(value, Address.LENGTH, "common.Address"));
    }

    /** Reads an address that is the name of a member. */
    public static Address toAddress(String name) {
        return Address.of(HexJson.fixedName(name, Address.LENGTH, "common.Address"));
    }

    /** 32 bytes. */
    public static Hash toHash(JsonNode value) {
        return Hash.of(HexJson.fixed(value, Hash.LENGTH, "common.Hash"));
    }
}
