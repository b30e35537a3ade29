package dev.drover.rpc;

import dev.drover.chain.Hash;
import java.math.BigInteger;

/**
 * What a method answers: a value that can write itself. Writing happens once, in the lane of the method, right after the
 * method returned; so a value may still read from the request's head, and may still throw {@link RpcException}.
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
