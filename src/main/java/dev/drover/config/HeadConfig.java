package dev.drover.config;

import java.util.Map;

/**
 * How the head is chosen.
 *
 * @param rewindAfterMillis how long masters must insist on a branch that is not better before it becomes the head of a new
 *     epoch, by the records' timestamps
 * @param waitingMax how many proposals may wait for data of theirs that has not come yet; the oldest is given up
 * @param branchBlocksMax the longest branch that is followed, in blocks above the ancestor that it shares with the head
 */
public record HeadConfig(long rewindAfterMillis, int waitingMax, int branchBlocksMax) {
    /** Checks the settings. */
    public HeadConfig {
        Check.atLeast("--head.rewind-after", rewindAfterMillis, 1);
        Check.atLeast("--head.waiting", waitingMax, 1);
        Check.atLeast("--head.branch-max", branchBlocksMax, 1);
    }

    /** Returns the options by name, without dashes: all replicas of a pool must have the same. */
    public Map<String, String> stated() {
        return Map.of(
                "head.rewind-after", rewindAfterMillis + "ms",
                "head.waiting", String.valueOf(waitingMax),
                "head.branch-max", String.valueOf(branchBlocksMax));
    }
}
