package dev.drover.json;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A JSON writer into a growing buffer, which allocates nothing else per value. It inserts commas itself: whether one is
 * due follows from the last byte written, so there is no further state. It does not check that the sequence of calls is
 * valid. One thread at a time.
 */
public final class JsonWriter extends PieceBuffer {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** Creates a writer for a small document. */
    public JsonWriter() {
        this(512);
    }

    /** Creates a writer whose first array has {@code capacity} bytes. */
    public JsonWriter(int capacity) {
        super(capacity);
    }

    /**
     * Returns a writer that continues after {@code mark}, independent of what is written to the original afterwards.
     */
    public static JsonWriter after(Mark mark) {
        JsonWriter out = new JsonWriter();
        out.startAfter(mark);
        return out;
    }

    /** Begins an object. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Ends an object. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Ends an array. */
    public JsonWriter endArray() {
        return close(']');
    }

    /**
     * Writes the name of the member whose value comes next. Names must be ASCII without characters that need escaping.
     */
    public JsonWriter name(String name) {
        int size = name.length();
        beforeValue(size + 3);
        buffer[length++] = '"';
        for (int i = 0; i < size; i++) {
            buffer[length++] = (byte) name.charAt(i);
        }
        buffer[length++] = '"';
        buffer[length++] = ':';
        return this;
    }

    /**
     * Writes a string, escaped as Go's encoding/json does: this includes {@code < > &} and the line separators U+2028
     * and U+2029. An unpaired surrogate becomes U+FFFD.
     */
    public JsonWriter string(String value) {
        beforeValue(Math.addExact(Math.multiplyExact(value.length(), JsonEscapes.BYTES_MAX), 2));
        buffer[length++] = '"';
        length = JsonEscapes.write(value, buffer, length);
        buffer[length++] = '"';
        return this;
    }

    /** Writes an unsigned 64-bit number as a quantity: 0x and hex digits without leading zeros. */
    public JsonWriter quantity(long value) {
        beforeValue(20);
        buffer[length++] = '"';
        buffer[length++] = '0';
        buffer[length++] = 'x';
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) >>> 2);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            buffer[length++] = HEX[(int) (value >>> shift) & 0xf];
        }
        buffer[length++] = '"';
        return this;
    }

    /** Writes a non-negative number as a quantity. */
    public JsonWriter quantity(BigInteger value) {
        if (value.bitLength() <= 64) {
            return quantity(value.longValue());
        }
        String hex = value.toString(16);
        beforeValue(hex.length() + 4);
        openHex();
        for (int i = 0; i < hex.length(); i++) {
            buffer[length++] = (byte) hex.charAt(i);
        }
        buffer[length++] = '"';
        return this;
    }

    /** Writes a word as a quantity. */
    public JsonWriter quantity(Word value) {
        return (value.w0() | value.w1() | value.w2()) == 0 ? quantity(value.w3()) : quantity(value.toBigInteger());
    }

    /** Writes a decimal number. */
    public JsonWriter number(long value) {
        return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes a finite decimal number in Go's shortest form: without a fraction if it is an integer. */
    public JsonWriter number(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String text = shortest.scale() < 0
                ? shortest.toPlainString()
                : shortest.toString().replace('E', 'e');
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes bytes as 0x and two hex digits each. */
    public JsonWriter data(byte[] value) {
        return data(value, 0, value.length);
    }

    /** Writes {@code count} bytes of {@code value} from {@code start} on, as 0x and two hex digits each. */
    public JsonWriter data(byte[] value, int start, int count) {
        beforeValue(Math.addExact(Math.multiplyExact(count, 2), 4));
        openHex();
        int end = start + count;
        int i = start;
        for (; i + 4 <= end; i += 4) {
            hex32((int) INTS.get(value, i));
        }
        for (; i < end; i++) {
            buffer[length++] = HEX[(value[i] >> 4) & 0xf];
            buffer[length++] = HEX[value[i] & 0xf];
        }
        buffer[length++] = '"';
        return this;
    }

    /** Writes 0x and 64 hex digits. */
    public JsonWriter hash(Hash value) {
        beforeValue(68);
        openHex();
        hex64(value.w0());
        hex64(value.w1());
        hex64(value.w2());
        hex64(value.w3());
        buffer[length++] = '"';
        return this;
    }

    /** Writes 0x and 40 hex digits in lower case. */
    public JsonWriter address(Address value) {
        beforeValue(44);
        openHex();
        hex64(value.w0());
        hex64(value.w1());
        hex32(value.w2());
        buffer[length++] = '"';
        return this;
    }

    /** Writes true or false. */
    public JsonWriter bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    /** Writes null. */
    public JsonWriter nullValue() {
        return raw(NULL);
    }

    /** Writes a value that is already encoded. */
    public JsonWriter raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    /** Writes a value that is already encoded: {@code count} bytes of {@code json} from {@code start} on. */
    public JsonWriter raw(byte[] json, int start, int count) {
        beforeValue(0);
        append(json, start, count);
        return this;
    }

    private JsonWriter open(char bracket) {
        beforeValue(1);
        buffer[length++] = (byte) bracket;
        return this;
    }

    private JsonWriter close(char bracket) {
        room(1);
        buffer[length++] = (byte) bracket;
        return this;
    }

    private void openHex() {
        buffer[length++] = '"';
        buffer[length++] = '0';
        buffer[length++] = 'x';
    }

    /** Makes room for {@code size} bytes and a comma, and writes the comma if one is due. */
    private void beforeValue(int size) {
        byte last = last();
        room(Math.addExact(size, 1));
        if (last != 0 && last != '{' && last != '[' && last != ':') {
            buffer[length++] = ',';
        }
    }

    private void hex64(long value) {
        hex32((int) (value >>> 32));
        hex32((int) value);
    }

    /** Writes eight digits at once: spreads the nibbles over the bytes of a long and maps each to its digit. */
    private void hex32(int value) {
        long nibbles = Long.expand(value & 0xffffffffL, 0x0f0f0f0f0f0f0f0fL);
        long letters = ((nibbles + 0x0606060606060606L) >>> 4) & 0x0101010101010101L;
        LONGS.set(buffer, length, nibbles + 0x3030303030303030L + letters * ('a' - '0' - 10));
        length += 8;
    }
}
