package dev.drover.rlp;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads items one after another from canonical RLP (Yellow Paper, appendix B). A reader walks the items of one list, or of
 * a whole buffer; nested lists are readers of their own. Nothing is copied until bytes are asked for. Every method throws
 * {@link RlpException} where the input is truncated, not canonical or of another shape.
 */
public final class RlpReader {
    private static final int SHORT = 55;

    private final byte[] buffer;
    private final int end;
    private int position;

    // The item at the cursor, set by readHead.
    private boolean itemIsList;
    private int itemStart;
    private int itemLength;

    private RlpReader(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.position = start;
        this.end = end;
    }

    /** A reader over all items of {@code buffer}, which must not change while it is read. */
    public static RlpReader of(byte[] buffer) {
        return new RlpReader(buffer, 0, buffer.length);
    }

    /** A reader over the items from {@code start} to the buffer's end. */
    public static RlpReader of(byte[] buffer, int start) {
        return new RlpReader(buffer, start, buffer.length);
    }

    /** Reads {@code buffer} as exactly one list and returns a reader of its items. */
    public static RlpReader listOf(byte[] buffer) {
        return listOf(buffer, 0);
    }

    /** Reads the bytes from {@code start} to the buffer's end as exactly one list and returns a reader of its items. */
    public static RlpReader listOf(byte[] buffer, int start) {
        // One reader that steps into the list: this is what every record of a catch-up goes through.
        RlpReader reader = of(buffer, start);
        reader.enterList();
        return reader;
    }

    /** True while items are left. */
    public boolean hasNext() {
        return position < end;
    }

    /** True if the next item is a list; the cursor stays. */
    public boolean nextIsList() {
        readHead();
        return itemIsList;
    }

    /** Length of the next item's payload in bytes; the cursor stays. */
    public int nextLength() {
        readHead();
        return itemLength;
    }

    /** The next item, a byte string, copied. */
    public byte[] bytes() {
        readString();
        return Arrays.copyOfRange(buffer, itemStart, itemStart + itemLength);
    }

    /** The next item, a byte string of exactly {@code length} bytes, copied. */
    public byte[] bytes(int length) {
        readString();
        if (itemLength != length) {
            throw new RlpException("want " + length + " bytes, have " + itemLength);
        }
        return Arrays.copyOfRange(buffer, itemStart, itemStart + itemLength);
    }

    /** The next item, an unsigned integer of at most 8 bytes without leading zeros, as the bits of a long. */
    public long uint64() {
        readInteger(8);
        long value = 0;
        for (int i = itemStart; i < itemStart + itemLength; i++) {
            value = (value << 8) | (buffer[i] & 0xff);
        }
        return value;
    }

    /** The next item, an unsigned integer of at most 32 bytes without leading zeros. */
    public BigInteger uint256() {
        readInteger(32);
        return new BigInteger(1, buffer, itemStart, itemLength);
    }

    /** The next item, a list, as a reader of its items. */
    public RlpReader list() {
        readHead();
        if (!itemIsList) {
            throw new RlpException("want a list, have a string at byte " + position);
        }
        position = itemStart + itemLength;
        return new RlpReader(buffer, itemStart, itemStart + itemLength);
    }

    /** The next item with its header, copied: RLP that stands alone. */
    public byte[] raw() {
        readHead();
        int start = position;
        position = itemStart + itemLength;
        return Arrays.copyOfRange(buffer, start, position);
    }

    /** Passes over the next item. */
    public void skip() {
        readHead();
        position = itemStart + itemLength;
    }

    /** Throws if items are left. */
    public void expectEnd() {
        if (hasNext()) {
            throw new RlpException((end - position) + " bytes too many");
        }
    }

    private void enterList() {
        readHead();
        if (!itemIsList) {
            throw new RlpException("want a list, have a string at byte " + position);
        }
        position = itemStart + itemLength;
        expectEnd();
        position = itemStart;
    }

    private void readString() {
        readHead();
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

    private void readHead() {
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
