package dev.drover.chain;

import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An account's address, 20 bytes held as big-endian words: a value without a shared array. */
public record Address(long w0, long w1, int w2) {
    /** The length of an address in bytes. */
    public static final int LENGTH = 20;

    /** The address of 20 zero bytes. */
    public static final Address ZERO = new Address(0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Returns the address with these 20 bytes. Throws IllegalArgumentException for any other length. */
    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** Returns the address in {@code bytes} from {@code start} on. */
    public static Address of(byte[] bytes, int start) {
        return new Address(
                (long) LONGS.get(bytes, start), (long) LONGS.get(bytes, start + 8), (int) INTS.get(bytes, start + 16));
    }

    /**
     * Returns the address written as 40 hex digits, with or without 0x. Throws IllegalArgumentException for anything
     * else.
     */
    public static Address fromHex(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    /** Returns the address of the contract that a transaction of {@code sender} with this nonce creates. */
    public static Address ofContract(Address sender, long nonce) {
        byte[] origin = new RlpWriter()
                .beginList()
                .bytes(sender.toBytes())
                .uint64(nonce)
                .endList()
                .toBytes();
        return of(Keccak.hash(origin), 12);
    }

    /** Returns the address of the contract that {@code creator} creates with this salt and code (EIP-1014). */
    public static Address ofContract(Address creator, Word salt, byte[] code) {
        byte[] origin = new byte[1 + LENGTH + 2 * Word.LENGTH];
        origin[0] = (byte) 0xff;
        System.arraycopy(creator.toBytes(), 0, origin, 1, LENGTH);
        System.arraycopy(salt.toBytes(), 0, origin, 1 + LENGTH, Word.LENGTH);
        System.arraycopy(Keccak.hash(code), 0, origin, 1 + LENGTH + Word.LENGTH, Word.LENGTH);
        return of(Keccak.hash(origin), 12);
    }

    /** Returns the 20 bytes as a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        LONGS.set(bytes, 0, w0);
        LONGS.set(bytes, 8, w1);
        INTS.set(bytes, 16, w2);
        return bytes;
    }

    /** Returns 0x and 40 hex digits with the mixed-case checksum of EIP-55, the form that geth uses in error texts. */
    public String toChecksumString() {
        char[] digits = HexFormat.of().formatHex(toBytes()).toCharArray();
        byte[] hash = Keccak.hash(new String(digits).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < digits.length; i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            digits[i] = nibble >= 8 ? Character.toUpperCase(digits[i]) : digits[i];
        }
        return "0x" + new String(digits);
    }

    /** Returns 0x and 40 hex digits in lower case, as in JSON-RPC. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(toBytes());
    }
}
