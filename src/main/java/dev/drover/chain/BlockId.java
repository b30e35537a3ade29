package dev.drover.chain;

/** What names a block and, in geth's key schema, finds its parts: number and hash. */
public record BlockId(long number, Hash hash) {
    @Override
    public String toString() {
        return number + " (" + hash + ")";
    }
}
