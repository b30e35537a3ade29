package dev.drover.evm.precompile;

import java.math.BigInteger;

/** What modexp costs, by the EIP in force. */
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

    private final BigInteger least;

    ModExpGas(long least) {
        this.least = BigInteger.valueOf(least);
    }

    /** What one multiplication of numbers with this many bytes costs. */
    abstract BigInteger complexity(BigInteger length);

    /** The price of so many multiplications. */
    abstract BigInteger price(BigInteger complexity, BigInteger iterations);

    /**
     * Gas of one run.
     *
     * @param length bytes of the base or the modulus, whichever is longer
     * @param exponentLength bytes of the exponent
     * @param exponentHead the number in the first 32 of them, or in all if there are fewer
     */
    long of(BigInteger length, BigInteger exponentLength, BigInteger exponentHead) {
        BigInteger bits = BigInteger.valueOf(Math.max(0, exponentHead.bitLength() - 1));
        BigInteger beyond = exponentLength.subtract(WORD).max(BigInteger.ZERO);
        BigInteger perByte = BigInteger.valueOf(this == EIP_7883 ? 16 : 8);
        BigInteger iterations = beyond.multiply(perByte).add(bits).max(BigInteger.ONE);
        BigInteger gas = price(complexity(length), iterations).max(least);
        return gas.bitLength() > 63 ? Long.MAX_VALUE : gas.longValue();
    }

    /** The most bytes that base, exponent and modulus may have. */
    int maxLength() {
        return this == EIP_7883 ? 1024 : Integer.MAX_VALUE;
    }

    private static BigInteger squareOfWords(BigInteger length) {
        BigInteger words = length.add(BigInteger.valueOf(7)).shiftRight(3);
        return words.multiply(words);
    }
}
