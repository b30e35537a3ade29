package dev.drover.config;

import picocli.CommandLine.Option;

/** The options {@code --log.*}. */
public final class LogOptions {
    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "Least severe lines to log: ${COMPLETION-CANDIDATES}. Lines go to the standard error stream.")
    LogConfig.Level level;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How lines look: ${COMPLETION-CANDIDATES} (one object a line).")
    LogConfig.Format format;

    /** The settings as given. */
    public LogConfig config() {
        return new LogConfig(level, format);
    }
}
