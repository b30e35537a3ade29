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
    /** JSON's null, for places where a null reference has another meaning. */
    Json NULL = JsonWriter::nullValue;

    /** Writes exactly one JSON value. */
    void writeTo(JsonWriter out);

    /** Returns a string. */
    static Json string(String value) {
        return out -> out.string(value);
    }

    /** Returns true or false. */
    static Json bool(boolean value) {
        return value ? out -> out.bool(true) : out -> out.bool(false);
    }

    /** Returns an unsigned 64-bit number as a hex quantity. */
    static Json quantity(long value) {
        return out -> out.quantity(value);
    }

    /** Returns a non-negative number as a hex quantity. */
    static Json quantity(BigInteger value) {
        return out -> out.quantity(value);
    }

    /** Returns bytes in hex. */
    static Json data(byte[] value) {
        return out -> out.data(value);
    }

    /** Returns 32 bytes in hex. */
    static Json hash(Hash value) {
        return out -> out.hash(value);
    }
}
