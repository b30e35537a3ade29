package dev.drover.evm.trace;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes revert reasons: Solidity's {@code Error(string)} and {@code Panic(uint256)}. */
public final class RevertReason {
    private static final int ERROR = 0x08c379a0;
    private static final int PANIC = 0x4e487b71;
    private static final int WORD = 32;

    /** Solidity's panic codes with geth's texts (accounts/abi/abi.go). */
    private static final Map<Integer, String> PANICS = Map.of(
            0x00, "generic panic",
            0x01, "assert(false)",
            0x11, "arithmetic underflow or overflow",
            0x12, "division or modulo by zero",
            0x21, "enum overflow",
            0x22, "invalid encoded storage byte array accessed",
            0x31, "out-of-bounds array access; popping on an empty array",
            0x32, "out-of-bounds access of an array or bytesN",
            0x41, "out of memory",
            0x51, "uninitialized function");

    private RevertReason() {}

    /** Returns the reason, or null if there is none or it is not encoded correctly. */
    public static @Nullable String of(byte[] output) {
        if (output.length < 4) {
            return null;
        }
        byte[] arguments = Arrays.copyOfRange(output, 4, output.length);
        return switch (ByteBuffer.wrap(output).getInt()) {
            case ERROR -> text(arguments);
            case PANIC -> panic(arguments);
            default -> null;
        };
    }

    private static @Nullable String text(byte[] arguments) {
        int start = size(arguments, 0);
        int length = start < 0 ? -1 : size(arguments, start);
        if (length < 0 || length > arguments.length - start - WORD) {
            return null;
        }
        return new String(arguments, start + WORD, length, StandardCharsets.UTF_8);
    }

    private static @Nullable String panic(byte[] arguments) {
        if (arguments.length < WORD) {
            return null;
        }
        BigInteger code = new BigInteger(1, Arrays.copyOf(arguments, WORD));
        String known = code.bitLength() < 31 ? PANICS.get(code.intValue()) : null;
        return known != null ? known : "unknown panic code: 0x" + code.toString(16);
    }

    /** Returns the number at {@code offset}, or -1 if there is none or it exceeds the length of {@code bytes}. */
    private static int size(byte[] bytes, int offset) {
        if (offset > bytes.length - WORD) {
            return -1;
        }
        BigInteger number = new BigInteger(1, bytes, offset, WORD);
        return number.bitLength() < 32 && number.intValue() <= bytes.length ? number.intValue() : -1;
    }
}
