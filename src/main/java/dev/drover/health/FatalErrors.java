package dev.drover.health;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it has run out of memory. The JVM does the same by itself with {@code -XX:+ExitOnOutOfMemoryError},
 * which all launchers that come with Drover set; this is for those who start the jar without it. Any thread.
 */
public final class FatalErrors {
    private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);

    /** The exit code, the same as the JVM's own for {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_CODE = 3;

    /** A cause may lie behind others, but a chain of causes may also be a circle. */
    private static final int CAUSES_MAX = 20;

    private FatalErrors() {}

    /** Makes any thread of the process end it when it dies of lack of memory. */
    public static void exitOnUncaught() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            exitIfFatal(failure);
            log.error("Thread {} has ended by an exception that nobody caught", thread.getName(), failure);
        });
    }

    /**
     * Ends the process at once if {@code failure} says that memory ran out; else does nothing. Call it wherever a Throwable is
     * caught that would otherwise be turned into an answer or a line in the log.
     */
    public static void exitIfFatal(Throwable failure) {
        if (isFatal(failure)) {
            // Without shutdown hooks and without the log: there may be no memory for either.
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
