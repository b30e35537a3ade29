package dev.drover.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.Status;
import dev.drover.config.LogConfig;
import dev.drover.config.StartupException;
import org.slf4j.LoggerFactory;

/** Applies the options {@code --log.*} to Logback, whose configuration file reads them as system properties. */
final class Logging {
    private Logging() {}

    /** Reconfigures Logback with this level and format. */
    static void apply(LogConfig config) {
        System.setProperty("drover.log.level", config.level().name());
        System.setProperty("drover.log.format", config.format().name());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            context.getStatusManager().clear();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                context.getStatusManager().add(new ErrorStatus(String.valueOf(e.getMessage()), context, e));
            }
            context.getStatusManager().getCopyOfStatusList().stream()
                    .filter(status -> status.getEffectiveLevel() >= Status.ERROR)
                    .findFirst()
                    .ifPresent(Logging::refuse);
        }
    }

    private static void refuse(Status status) {
        throw new StartupException("the Logback configuration is invalid: " + status.getMessage()
                + ". Correct the file set with -Dlogback.configurationFile, or omit that property");
    }
}
