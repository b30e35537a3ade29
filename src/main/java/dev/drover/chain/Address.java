package dev.drover.chain;

import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The 20 bytes of an account's address, held as big-endian words: a value without an array to share. */
public record Address(long w0, long w1, int w2) {
    /** Length of an address in bytes. */
    public static final int LENGTH = 20;

    /** 20 zero bytes. */
    public static final Address ZERO = new Address(0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** The address whose 20 bytes are given; throws IllegalArgumentException on any other length. */
    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** The address that stands in {@code bytes} from {@code start} on. */
    public static Address of(byte[] bytes, int start) {
        return new Address(
                (long) LONGS.get(bytes, start), (long) LONGS.get(bytes, start + 8), (int) INTS.get(bytes, start + 16));
    }

    /** The address written as 40 hex digits, with or without 0x; throws IllegalArgumentException on anything else. */
    public static Address fromHex(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    /** The address of the contract that a transaction of {@code sender} with this nonce creates. */
    public static Address ofContract(Address sender, long nonce) {
        byte[] origin = new RlpWriter()
                .beginList()
                .bytes(sender.toBytes())
                .uint64(nonce)
                .endList()
                .toBytes();
        return of(Keccak.hash(origin), 12);
    }

    /** The address of the contract that {@code creator} creates with this salt and code (EIP-1014). */
    public static Address ofContract(Address creator, Word salt, byte[] code) {
        byte[] origin = new byte[1 + LENGTH + 2 * Word.LENGTH];
        origin[0] = (byte) 0xff;
        System.arraycopy(creator.toBytes(), 0, origin, 1, LENGTH);
        System.arraycopy(salt.toBytes(), 0, origin, 1 + LENGTH, Word.LENGTH);
        System.arraycopy(Keccak.hash(code), 0, origin, 1 + LENGTH + Word.LENGTH, Word.LENGTH);
        return of(Keccak.hash(origin), 12);
    }

    /** The 20 bytes, a new array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        LONGS.set(bytes, 0, w0);
        LONGS.set(bytes, 8, w1);
        INTS.set(bytes, 16, w2);
        return bytes;
    }

    /** 0x and 40 hex digits, some in upper case as a checksum (EIP-55): so geth writes it in messages. */
    public String toChecksumString() {
        char[] digits = HexFormat.of().formatHex(toBytes()).toCharArray();
        byte[] hash = Keccak.hash(new String(digits).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < digits.length; i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            digits[i] = nibble >= 8 ? Character.toUpperCase(digits[i]) : digits[i];
        }
        return "0x" + new String(digits);
    }

    /** 0x and 40 hex digits in lower case, as geth's JSON-RPC writes it. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(toBytes());
    }
}
