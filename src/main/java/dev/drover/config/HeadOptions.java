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
            description =
                    "How long the masters must insist on a branch that is not better before the replica goes back to it,"
                            + " in a new epoch. Must be equal in all replicas.")
    Duration rewindAfter;

    @Option(
            names = "--head.waiting",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Most proposed heads that wait for data of theirs; beyond it the oldest is given up.")
    int waiting;

    @Option(
            names = "--head.branch-max",
            paramLabel = "BLOCKS",
            defaultValue = "90000",
            description = "Longest branch that is followed, in blocks above the ancestor that it shares with the head.")
    int branchMax;

    /** The settings as given. Throws IllegalArgumentException if they make no sense. */
    public HeadConfig config() {
        return new HeadConfig(rewindAfter.toMillis(), waiting, branchMax);
    }
}
