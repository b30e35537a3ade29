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
 * A JSON object read as Go reads one into a struct: absent and null members are the same, unknown members are ignored,
 * and error texts name the struct and the path of the member.
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
     * Returns the members of {@code value}; null has none.
     *
     * @param type the struct's name with its package, as it appears in error texts about the whole object
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

    /** Returns the member as read by {@code parser}, or null if it is absent. */
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

    /** Returns a list member whose elements are read by {@code parser}, or null if it is absent. */
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

    /** Returns a member that is a struct, or null if it is absent. */
    public @Nullable GoObject object(String name, String type) {
        JsonNode member = node.get(name);
        return member == null || member.isNull() ? null : of(member, type, path + name + ".");
    }

    /** Returns a member of 20 bytes, or null if it is absent. */
    public @Nullable Address address(String name) {
        return get(name, GoObject::toAddress);
    }

    /** Returns a member of 32 bytes, or null if it is absent. */
    public @Nullable Hash hash(String name) {
        return get(name, GoObject::toHash);
    }

    /** Returns an unsigned 64-bit quantity, or null if it is absent. */
    public @Nullable Long uint64(String name) {
        return get(name, value -> HexJson.uint64(value, "hexutil.Uint64"));
    }

    /** Returns an unsigned 256-bit quantity, or null if it is absent. */
    public @Nullable BigInteger uint256(String name) {
        return get(name, value -> HexJson.uint256(value, "*hexutil.Big"));
    }

    /** Returns bytes of any length, or null if they are absent. */
    public byte @Nullable [] bytes(String name) {
        return get(name, value -> HexJson.bytes(value, "hexutil.Bytes"));
    }

    /** Returns a boolean member; false if it is absent. */
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

    /** Returns a list of hashes, or null if it is absent. */
    public @Nullable List<Hash> hashes(String name) {
        return list(name, "[]common.Hash", GoObject::toHash);
    }

    /** Reads 20 bytes. */
    public static Address toAddress(JsonNode value) {
        return Address.of(HexJson.fixed(value, Address.LENGTH, "common.Address"));
    }

    /** Reads an address that is the name of a member. */
    public static Address toAddress(String name) {
        return Address.of(HexJson.fixedName(name, Address.LENGTH, "common.Address"));
    }

    /** Reads 32 bytes. */
    public static Hash toHash(JsonNode value) {
        return Hash.of(HexJson.fixed(value, Hash.LENGTH, "common.Hash"));
    }
}
