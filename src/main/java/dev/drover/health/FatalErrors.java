package dev.drover.health;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it has run out of memory. The JVM option {@code -XX:+ExitOnOutOfMemoryError} does the same, and
 * all launchers that come with Drover set it. This class covers a jar that is started without it. Thread-safe.
 */
public final class FatalErrors {
    private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);

    /** The exit code, the same that the JVM uses for {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_CODE = 3;

    /** The maximum number of causes that are examined, because a chain of causes may be circular. */
    private static final int CAUSES_MAX = 20;

    private FatalErrors() {}

    /**
     * Ends the process when any of its threads dies of an {@link OutOfMemoryError}, and logs other uncaught exceptions.
     */
    public static void exitOnUncaught() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            exitIfFatal(failure);
            log.error("Thread {} has ended by an exception that nobody caught", thread.getName(), failure);
        });
    }

    /**
     * Ends the process at once if {@code failure} was caused by an {@link OutOfMemoryError}; otherwise does nothing.
     * Call it wherever a Throwable is caught that would otherwise become an answer or a log line.
     */
    public static void exitIfFatal(Throwable failure) {
        if (isFatal(failure)) {
            // Skips the shutdown hooks and the logger, because there may be no memory for either.
            System.err.println(
                    "Out of memory. The process exits with code 3; give it more memory (-Xmx) and restart it.");
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    static boolean isFatal(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
