package dev.drover.evm;

import java.util.Locale;

/** The numbers of the instructions and their names (geth: core/vm/opcodes.go). */
public final class Opcode {
    static final int STOP = 0x00;
    static final int KECCAK256 = 0x20;
    static final int BALANCE = 0x31;
    static final int CALLDATACOPY = 0x37;
    static final int CODECOPY = 0x39;
    static final int EXTCODESIZE = 0x3b;
    static final int EXTCODECOPY = 0x3c;
    static final int RETURNDATASIZE = 0x3d;
    static final int RETURNDATACOPY = 0x3e;
    static final int EXTCODEHASH = 0x3f;
    static final int MLOAD = 0x51;
    static final int MSTORE = 0x52;
    static final int MSTORE8 = 0x53;
    static final int SLOAD = 0x54;
    static final int SSTORE = 0x55;
    static final int JUMPDEST = 0x5b;
    static final int TLOAD = 0x5c;
    static final int TSTORE = 0x5d;
    static final int MCOPY = 0x5e;
    static final int PUSH0 = 0x5f;
    static final int PUSH1 = 0x60;
    static final int PUSH32 = 0x7f;
    static final int LOG0 = 0xa0;
    static final int LOG4 = 0xa4;
    static final int CREATE = 0xf0;
    static final int CALL = 0xf1;
    static final int CALLCODE = 0xf2;
    static final int RETURN = 0xf3;
    static final int DELEGATECALL = 0xf4;
    static final int CREATE2 = 0xf5;
    static final int STATICCALL = 0xfa;
    static final int REVERT = 0xfd;
    static final int SELFDESTRUCT = 0xff;

    private static final String[] NAMES = names();

    private Opcode() {}

    /** geth's name, or "opcode 0x.. not defined" if no fork gives the number a meaning. */
    public static String name(int opcode) {
        String name = NAMES[opcode];
        return name != null ? name : String.format(Locale.ROOT, "opcode %#x not defined", opcode);
    }

    private static String[] names() {
        String[] names = new String[256];
        fill(names, 0x00, "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND");
        fill(names, 0x10, "LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ");
        fill(names, 0x20, "KECCAK256");
        fill(names, 0x30, "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY");
        fill(
                names,
                0x38,
                "CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY EXTCODEHASH");
        fill(names, 0x40, "BLOCKHASH COINBASE TIMESTAMP NUMBER DIFFICULTY GASLIMIT CHAINID SELFBALANCE BASEFEE");
        fill(names, 0x49, "BLOBHASH BLOBBASEFEE");
        fill(names, 0x50, "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY");
        fill(names, 0xf0, "CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2");
        fill(names, 0xfa, "STATICCALL");
        fill(names, 0xfd, "REVERT INVALID SELFDESTRUCT");
        for (int i = 0; i <= 32; i++) {
            names[PUSH0 + i] = "PUSH" + i;
        }
        for (int i = 0; i < 16; i++) {
            names[0x80 + i] = "DUP" + (i + 1);
            names[0x90 + i] = "SWAP" + (i + 1);
        }
        for (int i = 0; i <= 4; i++) {
            names[LOG0 + i] = "LOG" + i;
        }
        return names;
    }

    private static void fill(String[] names, int start, String words) {
        String[] each = words.split(" ");
        System.arraycopy(each, 0, names, start, each.length);
    }
}
