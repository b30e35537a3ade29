package dev.drover.config;

/** Log level and format. */
public record LogConfig(Level level, Format format) {
    /** The lowest severity that is logged. */
    public enum Level {
        trace,
        debug,
        info,
        warn,
        error
    }

    /** The format of a line: human-readable text, or a JSON object. */
    public enum Format {
        text,
        json
    }
}
