package dev.drover.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.drover.config.LogConfig;
import dev.drover.config.StartupException;
import org.slf4j.LoggerFactory;

/** Brings the options {@code --log.*} to Logback, whose configuration file reads them as properties. */
final class Logging {
    private Logging() {}

    /** Sets level and format from now on, whatever was logged before. */
    static void apply(LogConfig config) {
        System.setProperty("drover.log.level", config.level().name());
        System.setProperty("drover.log.format", config.format().name());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                throw new StartupException("the Logback configuration is not to be read: " + e.getMessage(), e);
            }
        }
    }
}
