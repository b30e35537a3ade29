package dev.drover.rpc.encode;

import dev.drover.json.JsonWriter;
import java.util.List;

/**
 * The progress of a replica that has not yet read its topic up to the end.
 *
 * @param startBlock the number of the head with which this run began; 0 if there was none
 * @param recordsRead the records read in this run
 * @param recordsLeft the records left up to the topic's last known end
 */
public record CatchUp(long startBlock, long recordsRead, long recordsLeft) {
    /** Counters of geth's sync phases that a replica does not have: nothing is left to do in them (geth: SyncProgress). */
    private static final List<String> ABSENT_PHASES = List.of(
            "syncedAccounts",
            "syncedAccountBytes",
            "syncedBytecodes",
            "syncedBytecodeBytes",
            "syncedStorage",
            "syncedStorageBytes",
            "healedTrienodes",
            "healedTrienodeBytes",
            "healedBytecodes",
            "healedBytecodeBytes",
            "healingTrienodes",
            "healingBytecode",
            "txIndexFinishedBlocks",
            "txIndexRemainingBlocks",
            "stateIndexRemaining",
            "trienodeIndexRemaining");

    /** Writes the progress as the object that {@code eth_syncing} returns, with {@code currentBlock} as the head's number. */
    public void writeTo(long currentBlock, JsonWriter out) {
        out.beginObject();
        out.name("startingBlock").quantity(startBlock);
        out.name("currentBlock").quantity(currentBlock);
        out.name("highestBlock").quantity(highestBlock(currentBlock));
        ABSENT_PHASES.forEach(name -> out.name(name).quantity(0));
        out.endObject();
    }

    /**
     * Estimates the number of the topic's last block, assuming that the remaining records hold as many blocks per record as
     * those already read. The true number is unknown, because a topic reports offsets and not blocks. The estimate is always
     * above {@code currentBlock}.
     */
    long highestBlock(long currentBlock) {
        double blocksPerRecord = recordsRead <= 0 ? 0 : Math.max(0, currentBlock - startBlock) / (double) recordsRead;
        return currentBlock + Math.max(1, Math.round(recordsLeft * blocksPerRecord));
    }
}
