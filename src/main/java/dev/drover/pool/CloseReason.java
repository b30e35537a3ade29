package dev.drover.pool;

import java.util.Locale;

/** The reason for which a session ended. */
public enum CloseReason {
    /** The replica is shutting down. */
    SHUTDOWN,
    /** Other members had newer heads for too long, or needed a head that this replica had dropped to make room. */
    SLOW,
    /** The replica could not serve the head that is to be released next. */
    DIVERGED,
    /** Another member expelled it because it was silent. */
    EXPELLED,
    /** The pool reads other data or chooses heads by other rules. Permanent. */
    REFUSED,
    /** The pool topic could not be read on, or contradicts what was read before. */
    ERROR;

    /** Returns the name of the reason, as in a bye and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
