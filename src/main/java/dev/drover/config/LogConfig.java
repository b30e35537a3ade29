package dev.drover.config;

/** What is logged, and how. */
public record LogConfig(Level level, Format format) {
    /** The least severe lines that are logged. */
    public enum Level {
        trace,
        debug,
        info,
        warn,
        error
    }

    /** How a line looks: for people, or one JSON object a line for machines. */
    public enum Format {
        text,
        json
    }
}
