package dev.drover.evm;

import dev.drover.chain.Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A contract's code with its valid jump destinations. Thread-safe. */
final class Code {
    /** The code of an account that is not a contract. */
    static final Code EMPTY = new Code(new byte[0]);

    /** Zeros after the code: a PUSH at the end reads them, and running past the end executes STOP. */
    private static final int PADDING = 40;

    private static final int DELEGATION_LENGTH = 23;

    /** The code. Must not be modified. */
    final byte[] bytes;

    /** The code, followed by {@link #PADDING} zeros. */
    final byte[] padded;

    private volatile long @Nullable [] destinations;

    Code(byte[] bytes) {
        this.bytes = bytes;
        padded = Arrays.copyOf(bytes, bytes.length + PADDING);
    }

    int length() {
        return bytes.length;
    }

    /** Returns whether there is a JUMPDEST at {@code pc} that is not PUSH data. */
    boolean isDestination(int pc) {
        if (pc >= bytes.length || bytes[pc] != Opcode.JUMPDEST) {
            return false;
        }
        long[] found = destinations;
        if (found == null) {
            found = findDestinations();
            destinations = found;
        }
        return (found[pc >>> 6] >>> pc & 1) != 0;
    }

    private long[] findDestinations() {
        long[] found = new long[(bytes.length + 63) >>> 6];
        for (int pc = 0; pc < bytes.length; pc++) {
            int op = bytes[pc] & 0xff;
            if (op == Opcode.JUMPDEST) {
                found[pc >>> 6] |= 1L << pc;
            } else if (op >= Opcode.PUSH1 && op <= Opcode.PUSH32) {
                pc += op - Opcode.PUSH0;
            }
        }
        return found;
    }

    /** Returns the account whose code runs instead (EIP-7702), or null if this is not a delegation. */
    @Nullable Address delegate() {
        boolean delegates =
                bytes.length == DELEGATION_LENGTH && bytes[0] == (byte) 0xef && bytes[1] == 0x01 && bytes[2] == 0x00;
        return delegates ? Address.of(bytes, 3) : null;
    }

    /** Returns the code that delegates to {@code target} (EIP-7702). */
    static byte[] delegationTo(Address target) {
        byte[] code = new byte[DELEGATION_LENGTH];
        code[0] = (byte) 0xef;
        code[1] = 0x01;
        System.arraycopy(target.toBytes(), 0, code, 3, Address.LENGTH);
        return code;
    }
}
