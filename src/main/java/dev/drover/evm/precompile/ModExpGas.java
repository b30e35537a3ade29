package dev.drover.evm.precompile;

import java.math.BigInteger;

/** The gas of modular exponentiation, by the EIP that defines it. */
enum ModExpGas {
    /** Byzantium. */
    EIP_198(0) {
        @Override
        BigInteger complexity(BigInteger length) {
            BigInteger square = length.multiply(length);
            if (length.compareTo(BigInteger.valueOf(64)) <= 0) {
                return square;
            }
            if (length.compareTo(BigInteger.valueOf(1024)) <= 0) {
                return square.shiftRight(2)
                        .add(length.multiply(BigInteger.valueOf(96)))
                        .subtract(BigInteger.valueOf(3072));
            }
            return square.shiftRight(4)
                    .add(length.multiply(BigInteger.valueOf(480)))
                    .subtract(BigInteger.valueOf(199_680));
        }

        @Override
        BigInteger price(BigInteger complexity, BigInteger iterations) {
            return complexity.multiply(iterations).divide(BigInteger.valueOf(20));
        }
    },
    /** Berlin. */
    EIP_2565(200) {
        @Override
        BigInteger complexity(BigInteger length) {
            return squareOfWords(length);
        }

        @Override
        BigInteger price(BigInteger complexity, BigInteger iterations) {
            return complexity.multiply(iterations).divide(BigInteger.valueOf(3));
        }
    },
    /** Osaka: no discount, and all lengths bounded (EIP-7823). */
    EIP_7883(500) {
        @Override
        BigInteger complexity(BigInteger length) {
            return length.compareTo(WORD) <= 0
                    ? BigInteger.valueOf(16)
                    : squareOfWords(length).shiftLeft(1);
        }

        @Override
        BigInteger price(BigInteger complexity, BigInteger iterations) {
            return complexity.multiply(iterations);
        }
    };

    private static final BigInteger WORD = BigInteger.valueOf(32);

    private final BigInteger minimum;

    ModExpGas(long minimum) {
        this.minimum = BigInteger.valueOf(minimum);
    }

    /** Returns the complexity of one multiplication of numbers with this many bytes. */
    abstract BigInteger complexity(BigInteger length);

    /** Returns the gas of this many multiplications, before the minimum. */
    abstract BigInteger price(BigInteger complexity, BigInteger iterations);

    /**
     * Returns the gas of a call, at most {@link Long#MAX_VALUE}.
     *
     * @param length the length in bytes of the base or the modulus, whichever is longer
     * @param exponentLength the length of the exponent in bytes
     * @param exponentHead the first 32 bytes of the exponent as a number, or all if it is shorter
     */
    long of(BigInteger length, BigInteger exponentLength, BigInteger exponentHead) {
        BigInteger bits = BigInteger.valueOf(Math.max(0, exponentHead.bitLength() - 1));
        BigInteger beyond = exponentLength.subtract(WORD).max(BigInteger.ZERO);
        BigInteger perByte = BigInteger.valueOf(this == EIP_7883 ? 16 : 8);
        BigInteger iterations = beyond.multiply(perByte).add(bits).max(BigInteger.ONE);
        BigInteger gas = price(complexity(length), iterations).max(minimum);
        return gas.bitLength() > 63 ? Long.MAX_VALUE : gas.longValue();
    }

    /** Returns the highest length of base, exponent and modulus in bytes. */
    int maxLength() {
        return this == EIP_7883 ? 1024 : Integer.MAX_VALUE;
    }

    private static BigInteger squareOfWords(BigInteger length) {
        BigInteger words = length.add(BigInteger.valueOf(7)).shiftRight(3);
        return words.multiply(words);
    }
}
