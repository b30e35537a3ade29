package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --log.*}. */
public final class LogOptions {
    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description =
                    "Least severe lines to log: trace, debug, info, warn or error. Lines go to the standard error stream.")
    LogConfig.Level level;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How lines look: text, or json with one object a line.")
    LogConfig.Format format;

    /** The settings as given. */
    public LogConfig config() {
        return new LogConfig(level, format);
    }
}
