package dev.drover.rpc.eth;

/**
 * How far a replica that has not yet read its topic up to the end has come.
 *
 * @param startBlock number of the head with which this run began; 0 without one
 * @param recordsRead in this run
 * @param recordsLeft up to the topic's end as last heard
 */
public record CatchUp(long startBlock, long recordsRead, long recordsLeft) {
    /**
     * About which block the topic ends with, if the records that are left hold blocks as those that were read. What truly
     * stands at the end cannot be known: a topic tells offsets, not blocks. Always more than {@code currentBlock}.
     */
    long highestBlock(long currentBlock) {
        double blocksPerRecord = recordsRead <= 0 ? 0 : Math.max(0, currentBlock - startBlock) / (double) recordsRead;
        return currentBlock + Math.max(1, Math.round(recordsLeft * blocksPerRecord));
    }
}
