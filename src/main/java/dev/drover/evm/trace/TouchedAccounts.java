package dev.drover.evm.trace;

import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.crypto.InvalidSignatureException;
import dev.drover.evm.FrameView;
import dev.drover.evm.Message;
import dev.drover.evm.WorldView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which accounts an instruction or a transaction names. */
final class TouchedAccounts {
    private static final int BALANCE = 0x31;
    private static final int EXTCODESIZE = 0x3b;
    private static final int EXTCODECOPY = 0x3c;
    private static final int EXTCODEHASH = 0x3f;
    private static final int SLOAD = 0x54;
    private static final int SSTORE = 0x55;
    private static final int CREATE = 0xf0;
    private static final int CALL = 0xf1;
    private static final int CALLCODE = 0xf2;
    private static final int DELEGATECALL = 0xf4;
    private static final int CREATE2 = 0xf5;
    private static final int STATICCALL = 0xfa;
    private static final int SELFDESTRUCT = 0xff;

    /** What stands before the address in the code of an account that has another's (EIP-7702). */
    private static final int DELEGATION = 0xef0100;

    private static final int DELEGATION_LENGTH = 23;

    /** Slots in the order of their hex digits. */
    static final Comparator<Hash> BY_SLOT = (a, b) -> Arrays.compareUnsigned(a.toBytes(), b.toBytes());

    private TouchedAccounts() {}

    static boolean isStorage(int opcode) {
        return opcode == SLOAD || opcode == SSTORE;
    }

    static boolean isWrite(int opcode) {
        return opcode == SSTORE;
    }

    static boolean isCall(int opcode) {
        return opcode == CALL || opcode == CALLCODE || opcode == DELEGATECALL || opcode == STATICCALL;
    }

    static boolean isCreation(int opcode) {
        return opcode == CREATE || opcode == CREATE2;
    }

    static boolean isSelfDestruct(int opcode) {
        return opcode == SELFDESTRUCT;
    }

    /** The account that an instruction names, which is about to run and has what it needs; null if it names none. */
    static @Nullable Address account(int opcode, FrameView frame, WorldView world) {
        return switch (opcode) {
            case BALANCE, EXTCODESIZE, EXTCODECOPY, EXTCODEHASH, SELFDESTRUCT -> address(frame.stack(0));
            case CALL, CALLCODE, DELEGATECALL, STATICCALL -> address(frame.stack(1));
            case CREATE -> Address.ofContract(frame.address(), world.nonce(frame.address()));
            case CREATE2 -> created(frame);
            default -> null;
        };
    }

    private static Address address(Word word) {
        return Address.of(word.toBytes(), Word.LENGTH - Address.LENGTH);
    }

    private static Address created(FrameView frame) {
        // Memory for it is paid for, so both fit.
        byte[] code =
                frame.memory((int) frame.stack(1).w3(), (int) frame.stack(2).w3());
        return Address.ofContract(frame.address(), frame.stack(3), code);
    }

    /** The account whose code runs for this one (EIP-7702); null if it is its own. */
    static @Nullable Address delegate(byte[] code) {
        if (code.length != DELEGATION_LENGTH) {
            return null;
        }
        int start = (code[0] & 0xff) << 16 | (code[1] & 0xff) << 8 | code[2] & 0xff;
        return start == DELEGATION ? Address.of(code, 3) : null;
    }

    /** The accounts that have signed the transaction's authorizations. */
    static List<Address> authorities(Message message) {
        List<Address> authorities = new ArrayList<>();
        List<Authorization> authorizations = message.authorizations();
        if (authorizations != null) {
            for (Authorization authorization : authorizations) {
                try {
                    authorities.add(authorization.authority());
                } catch (InvalidSignatureException e) {
                    // It is skipped when the transaction runs, too.
                }
            }
        }
        return authorities;
    }
}
