package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --log.*}. */
public final class LogOptions {
    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "Lowest severity to log: trace, debug, info, warn or error. The log is written to standard"
                    + " error.")
    LogConfig.Level level;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Log format: text, or json with one object per line.")
    LogConfig.Format format;

    /** Returns the parsed settings. */
    public LogConfig config() {
        return new LogConfig(level, format);
    }
}
