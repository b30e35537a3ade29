package dev.drover.rlp;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads canonical RLP (Yellow Paper, appendix B). A reader iterates over the items of one list or of a whole buffer; a nested
 * list has its own reader. Only the methods that return bytes copy them. All methods throw {@link RlpException} if the input is
 * truncated, not canonical or has another structure. Not thread-safe.
 */
public final class RlpReader {
    private static final int SHORT = 55;

    private final byte[] buffer;
    private final int end;
    private int position;

    // The item at the cursor, set by readHeader.
    private boolean itemIsList;
    private int itemStart;
    private int itemLength;

    private RlpReader(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.position = start;
        this.end = end;
    }

    /** Returns a reader of all items of {@code buffer}, which must not be modified while it is read. */
    public static RlpReader of(byte[] buffer) {
        return new RlpReader(buffer, 0, buffer.length);
    }

    /** Returns a reader of the items from {@code start} to the end of the buffer. */
    public static RlpReader of(byte[] buffer, int start) {
        return new RlpReader(buffer, start, buffer.length);
    }

    /** Reads {@code buffer} as exactly one list and returns a reader of its items. */
    public static RlpReader listOf(byte[] buffer) {
        return listOf(buffer, 0);
    }

    /** Reads the bytes from {@code start} to the buffer's end as exactly one list and returns a reader of its items. */
    public static RlpReader listOf(byte[] buffer, int start) {
        // One reader that enters the list, to save an object: every record of a catch-up is read this way.
        RlpReader reader = of(buffer, start);
        reader.enterList();
        return reader;
    }

    /** Returns whether there are more items. */
    public boolean hasNext() {
        return position < end;
    }

    /** Returns whether the next item is a list, without moving the cursor. */
    public boolean nextIsList() {
        readHeader();
        return itemIsList;
    }

    /** Returns the length of the next item's payload in bytes, without moving the cursor. */
    public int nextLength() {
        readHeader();
        return itemLength;
    }

    /** Reads a byte string. */
    public byte[] bytes() {
        readString();
        return Arrays.copyOfRange(buffer, itemStart, itemStart + itemLength);
    }

    /** Reads a byte string of exactly {@code length} bytes. */
    public byte[] bytes(int length) {
        readString();
        if (itemLength != length) {
            throw new RlpException("want " + length + " bytes, have " + itemLength);
        }
        return Arrays.copyOfRange(buffer, itemStart, itemStart + itemLength);
    }

    /** Reads an integer of at most 8 bytes without leading zeros as an unsigned long. */
    public long uint64() {
        readInteger(8);
        long value = 0;
        for (int i = itemStart; i < itemStart + itemLength; i++) {
            value = (value << 8) | (buffer[i] & 0xff);
        }
        return value;
    }

    /** Reads an unsigned integer of at most 32 bytes without leading zeros. */
    public BigInteger uint256() {
        readInteger(32);
        return new BigInteger(1, buffer, itemStart, itemLength);
    }

    /** Reads a list and returns a reader of its items. */
    public RlpReader list() {
        readHeader();
        if (!itemIsList) {
            throw new RlpException("want a list, have a string at byte " + position);
        }
        position = itemStart + itemLength;
        return new RlpReader(buffer, itemStart, itemStart + itemLength);
    }

    /** Reads any item and returns its RLP, including the header. */
    public byte[] raw() {
        readHeader();
        int start = position;
        position = itemStart + itemLength;
        return Arrays.copyOfRange(buffer, start, position);
    }

    /** Skips the next item. */
    public void skip() {
        readHeader();
        position = itemStart + itemLength;
    }

    /** Throws if there are more items. */
    public void expectEnd() {
        if (hasNext()) {
            throw new RlpException((end - position) + " bytes too many");
        }
    }

    private void enterList() {
        readHeader();
        if (!itemIsList) {
            throw new RlpException("want a list, have a string at byte " + position);
        }
        position = itemStart + itemLength;
        expectEnd();
        position = itemStart;
    }

    private void readString() {
        readHeader();
        if (itemIsList) {
            throw new RlpException("want a string, have a list at byte " + position);
        }
        position = itemStart + itemLength;
    }

    private void readInteger(int lengthMax) {
        readString();
        if (itemLength > lengthMax) {
            throw new RlpException("want an integer of at most " + lengthMax + " bytes, have " + itemLength);
        }
        if (itemLength > 0 && buffer[itemStart] == 0) {
            throw new RlpException("integer with leading zero at byte " + itemStart);
        }
    }

    private void readHeader() {
        if (position >= end) {
            throw new RlpException("an item is missing at byte " + position);
        }
        int first = buffer[position] & 0xff;
        itemIsList = first >= 0xc0;
        int base = itemIsList ? 0xc0 : 0x80;
        if (first < 0x80) {
            itemStart = position;
            itemLength = 1;
        } else if (first <= base + SHORT) {
            itemStart = position + 1;
            itemLength = first - base;
        } else {
            int lengthOfLength = first - base - SHORT;
            itemStart = position + 1 + lengthOfLength;
            itemLength = longLength(position + 1, lengthOfLength);
        }
        if (itemLength > end - itemStart) {
            throw new RlpException("item of " + itemLength + " bytes is truncated at byte " + position);
        }
        if (first == 0x81 && (buffer[itemStart] & 0xff) < 0x80) {
            throw new RlpException("single byte with a needless header at byte " + position);
        }
    }

    private int longLength(int start, int lengthOfLength) {
        if (lengthOfLength > end - start) {
            throw new RlpException("length is truncated at byte " + start);
        }
        long length = 0;
        for (int i = start; i < start + lengthOfLength; i++) {
            length = (length << 8) | (buffer[i] & 0xff);
            if (length > Integer.MAX_VALUE || length == 0) {
                throw new RlpException("length too large or with leading zero at byte " + start);
            }
        }
        if (length <= SHORT) {
            throw new RlpException("length not canonical at byte " + start);
        }
        return (int) length;
    }
}
