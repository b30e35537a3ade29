package dev.drover.config;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options {@code --head.*}. */
public final class HeadOptions {
    @Option(
            names = "--head.rewind-after",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Units.DurationConverter.class,
            description = "How long the masters must insist on a branch that is not better before the replica rewinds"
                    + " to it and begins a new epoch. Must be the same on all replicas.")
    Duration rewindAfter;

    @Option(
            names = "--head.waiting",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Maximum number of proposed heads that wait for missing data. When it is exceeded, the oldest"
                    + " proposal is dropped.")
    int waiting;

    @Option(
            names = "--head.branch-max",
            paramLabel = "BLOCKS",
            defaultValue = "90000",
            description = "Maximum length of a branch to follow, in blocks above its common ancestor with the head.")
    int branchMax;

    /** Returns the parsed settings. Throws IllegalArgumentException if they are invalid. */
    public HeadConfig config() {
        return new HeadConfig(rewindAfter.toMillis(), waiting, branchMax);
    }
}
