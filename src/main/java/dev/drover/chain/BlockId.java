package dev.drover.chain;

/** The number and hash of a block, which identify its parts in geth's key schema. */
public record BlockId(long number, Hash hash) {
    @Override
    public String toString() {
        return number + " (" + hash + ")";
    }
}
