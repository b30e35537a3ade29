package dev.drover.rpc.call;

import dev.drover.evm.Fault;
import dev.drover.evm.InvalidTransactionException;
import dev.drover.evm.Message;
import dev.drover.json.Json;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The error texts of failed calls, with the reason that a contract gave in the encoding of Solidity's errors (geth:
 * accounts/abi, UnpackRevert).
 */
public final class CallErrors {
    /** Error(string). */
    private static final int ERROR = 0x08c379a0;

    /** Panic(uint256). */
    private static final int PANIC = 0x4e487b71;

    private static final int WORD = 32;

    private CallErrors() {}

    /** Returns the error for a call that failed with {@code fault}. */
    public static RpcException failure(Fault fault, byte[] output) {
        return fault == Fault.REVERTED
                ? new RpcException(RpcFault.REVERTED, message(output), Json.data(output))
                : new RpcException(RpcFault.SERVER_ERROR, fault.message());
    }

    /** Returns the error for a message that no block may contain. */
    public static RpcException invalid(InvalidTransactionException e, Message message) {
        return new RpcException(RpcFault.SERVER_ERROR, invalidText(e, message));
    }

    /** Returns the text of {@link #invalid}. */
    public static String invalidText(InvalidTransactionException e, Message message) {
        return "err: " + e.message() + " (supplied gas " + Long.toUnsignedString(message.gasLimit()) + ")";
    }

    /** Returns the error text of a call that reverted. */
    public static String message(byte[] output) {
        String reason = reason(output);
        return Fault.REVERTED.message() + (reason == null ? "" : ": " + reason);
    }

    private static @Nullable String reason(byte[] output) {
        if (output.length < 4) {
            return null;
        }
        byte[] arguments = Arrays.copyOfRange(output, 4, output.length);
        return switch (ByteBuffer.wrap(output).getInt()) {
            case ERROR -> text(arguments);
            case PANIC -> arguments.length < WORD ? null : panic(word(arguments, 0));
            default -> null;
        };
    }

    /** Decodes the only argument, a string: its offset, and there its length and its bytes. */
    private static @Nullable String text(byte[] arguments) {
        if (arguments.length < WORD) {
            return null;
        }
        BigInteger all = BigInteger.valueOf(arguments.length);
        BigInteger start = word(arguments, 0).add(BigInteger.valueOf(WORD));
        if (start.compareTo(all) > 0) {
            return null;
        }
        BigInteger length = word(arguments, start.intValue() - WORD);
        if (start.add(length).compareTo(all) > 0) {
            return null;
        }
        return new String(arguments, start.intValue(), length.intValue(), StandardCharsets.UTF_8);
    }

    private static BigInteger word(byte[] bytes, int start) {
        return new BigInteger(1, bytes, start, WORD);
    }

    private static String panic(BigInteger code) {
        String unknown = "unknown panic code: 0x" + code.toString(16);
        return code.bitLength() > 8
                ? unknown
                : switch (code.intValue()) {
                    case 0x00 -> "generic panic";
                    case 0x01 -> "assert(false)";
                    case 0x11 -> "arithmetic underflow or overflow";
                    case 0x12 -> "division or modulo by zero";
                    case 0x21 -> "enum overflow";
                    case 0x22 -> "invalid encoded storage byte array accessed";
                    case 0x31 -> "out-of-bounds array access; popping on an empty array";
                    case 0x32 -> "out-of-bounds access of an array or bytesN";
                    case 0x41 -> "out of memory";
                    case 0x51 -> "uninitialized function";
                    default -> unknown;
                };
    }
}
