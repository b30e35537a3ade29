package dev.drover.pool;

import java.util.Locale;

/** Why a session ended. */
public enum CloseReason {
    /** Asked by the operator. */
    SHUTDOWN,
    /** Others had newer heads for too long. */
    SLOW,
    /** Could not serve the head that the others want to release. */
    DIVERGED,
    /** Another member called it silent. */
    EXPELLED,
    /** The pool reads other data, or chooses heads by other rules: nothing that waiting repairs. */
    REFUSED,
    /** The topic is not what was read before. */
    ERROR;

    /** The reason in a bye. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
