package dev.drover.evm.precompile;

/** Returns its input (Yellow Paper, appendix E). */
final class Identity implements Precompile {
    @Override
    public long gas(byte[] input) {
        return PrecompileInput.priceByWord(15, 3, input);
    }

    @Override
    public byte[] run(byte[] input) {
        return input.clone();
    }
}
