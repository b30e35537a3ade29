package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.FrameView;
import dev.drover.evm.Message;
import dev.drover.evm.Opcode;
import dev.drover.evm.WorldView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the accounts and slots that an instruction or a transaction names. */
final class TouchedAccounts {

    /** The prefix of the code of an account that delegates to another (EIP-7702). */
    private static final int DELEGATION = 0xef0100;

    private static final int DELEGATION_LENGTH = 23;

    /** Orders slots by their unsigned value. */
    static final Comparator<Hash> BY_SLOT = (a, b) -> Arrays.compareUnsigned(a.toBytes(), b.toBytes());

    private TouchedAccounts() {}

    static boolean isStorage(int opcode) {
        return opcode == Opcode.SLOAD || opcode == Opcode.SSTORE;
    }

    static boolean isWrite(int opcode) {
        return opcode == Opcode.SSTORE;
    }

    static boolean isCall(int opcode) {
        return opcode == Opcode.CALL
                || opcode == Opcode.CALLCODE
                || opcode == Opcode.DELEGATECALL
                || opcode == Opcode.STATICCALL;
    }

    static boolean isCreation(int opcode) {
        return opcode == Opcode.CREATE || opcode == Opcode.CREATE2;
    }

    static boolean isSelfDestruct(int opcode) {
        return opcode == Opcode.SELFDESTRUCT;
    }

    /** Returns the account that an instruction names, or null if it names none. Its operands must be on the stack. */
    static @Nullable Address account(int opcode, FrameView frame, WorldView world) {
        return switch (opcode) {
            case Opcode.BALANCE, Opcode.EXTCODESIZE, Opcode.EXTCODECOPY, Opcode.EXTCODEHASH, Opcode.SELFDESTRUCT ->
                address(frame.stack(0));
            case Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL -> address(frame.stack(1));
            case Opcode.CREATE -> Address.ofContract(frame.address(), world.nonce(frame.address()));
            case Opcode.CREATE2 -> created(frame);
            default -> null;
        };
    }

    private static Address address(Word word) {
        return Address.of(word.toBytes(), Word.LENGTH - Address.LENGTH);
    }

    private static Address created(FrameView frame) {
        // The memory for the code has been paid for, so both fit an int.
        byte[] code =
                frame.memory((int) frame.stack(1).w3(), (int) frame.stack(2).w3());
        return Address.ofContract(frame.address(), frame.stack(3), code);
    }

    /** Returns the account that this code delegates to (EIP-7702), or null if it is not a delegation. */
    static @Nullable Address delegate(byte[] code) {
        if (code.length != DELEGATION_LENGTH) {
            return null;
        }
        int start = (code[0] & 0xff) << 16 | (code[1] & 0xff) << 8 | code[2] & 0xff;
        return start == DELEGATION ? Address.of(code, 3) : null;
    }

    /** Returns the signers of the transaction's authorizations. */
    static List<Address> authorities(Message message) {
        List<Address> authorities = new ArrayList<>();
        List<Authorization> authorizations = message.authorizations();
        if (authorizations != null) {
            for (Authorization authorization : authorizations) {
                try {
                    authorities.add(authorization.authority());
                } catch (InvalidSignatureException e) {
                    // Execution skips invalid authorizations, too.
                }
            }
        }
        return authorities;
    }
}
