package dev.drover.config;

import java.util.Map;

/**
 * Settings for choosing the head.
 *
 * @param rewindAfterMillis how long masters must insist on a branch that is not better before it becomes the head of a new
 *     epoch, by the records' timestamps
 * @param waitingMax maximum number of proposals that wait for missing data; beyond it the oldest is dropped
 * @param branchBlocksMax maximum length of a branch to follow, in blocks above its common ancestor with the head
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
