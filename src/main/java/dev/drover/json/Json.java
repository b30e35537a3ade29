package dev.drover.json;

import dev.drover.chain.Hash;
import java.math.BigInteger;

/**
 * A JSON value that can write itself. It is written once, and may compute its contents while it is written: the result of an
 * RPC method is written right after the method returned, on the same thread, so it may still read from the request's head
 * and may still fail.
 */
@FunctionalInterface
public interface Json {
    /** JSON's null, where a null reference would mean something else. */
    Json NULL = JsonWriter::nullValue;

    /** Writes exactly one JSON value. */
    void writeTo(JsonWriter out);

    /** A string. */
    static Json string(String value) {
        return out -> out.string(value);
    }

    /** true or false. */
    static Json bool(boolean value) {
        return value ? out -> out.bool(true) : out -> out.bool(false);
    }

    /** An unsigned 64-bit number as a hex quantity. */
    static Json quantity(long value) {
        return out -> out.quantity(value);
    }

    /** A number, zero or above, as a hex quantity. */
    static Json quantity(BigInteger value) {
        return out -> out.quantity(value);
    }

    /** Bytes as hex. */
    static Json data(byte[] value) {
        return out -> out.data(value);
    }

    /** 32 bytes as hex. */
    static Json hash(Hash value) {
        return out -> out.hash(value);
    }
}
