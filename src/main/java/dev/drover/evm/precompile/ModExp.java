package dev.drover.evm.precompile;

import java.math.BigInteger;

/** Modular exponentiation of large numbers (EIP-198). */
final class ModExp implements FalliblePrecompile {
    /** The length in bytes of the header: the lengths of base, exponent and modulus. */
    private static final int HEADER = 96;

    private final ModExpGas schedule;

    ModExp(ModExpGas schedule) {
        this.schedule = schedule;
    }

    @Override
    public long gas(byte[] input) {
        BigInteger base = PrecompileInput.number(input, 0, 32);
        BigInteger exponent = PrecompileInput.number(input, 32, 32);
        BigInteger modulus = PrecompileInput.number(input, 64, 32);
        BigInteger head = BigInteger.ZERO;
        if (base.bitLength() < 32) {
            int length = exponent.min(BigInteger.valueOf(32)).intValue();
            head = PrecompileInput.number(input, HEADER + base.longValue(), length);
        }
        return schedule.of(base.max(modulus), exponent, head);
    }

    @Override
    public byte[] compute(byte[] input) throws InvalidInputException {
        BigInteger most = BigInteger.valueOf(schedule.maxLength());
        BigInteger base = PrecompileInput.number(input, 0, 32);
        BigInteger exponent = PrecompileInput.number(input, 32, 32);
        BigInteger modulus = PrecompileInput.number(input, 64, 32);
        if (schedule == ModExpGas.EIP_7883 && base.max(exponent).max(modulus).compareTo(most) > 0) {
            throw new InvalidInputException("one or more of base/exponent/modulus length exceeded " + most + " bytes");
        }
        if (modulus.signum() == 0) {
            return new byte[0];
        }
        if (base.max(exponent).max(modulus).compareTo(most) > 0) {
            // Costs more gas than any call has.
            throw new InvalidInputException("input too long");
        }
        return power(input, base.intValue(), exponent.intValue(), modulus.intValue());
    }

    private static byte[] power(byte[] input, int baseLength, int exponentLength, int modulusLength) {
        byte[] output = new byte[modulusLength];
        long afterBase = HEADER + (long) baseLength;
        BigInteger modulus = PrecompileInput.number(input, afterBase + exponentLength, modulusLength);
        if (modulus.signum() == 0) {
            return output;
        }
        BigInteger base = PrecompileInput.number(input, HEADER, baseLength);
        BigInteger exponent = PrecompileInput.number(input, afterBase, exponentLength);
        byte[] power = base.modPow(exponent, modulus).toByteArray();
        int length = Math.min(power.length, modulusLength);
        System.arraycopy(power, power.length - length, output, modulusLength - length, length);
        return output;
    }
}
