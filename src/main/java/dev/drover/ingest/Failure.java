package dev.drover.ingest;

import dev.drover.config.StartupException;
import dev.drover.store.StoreException;

/** What to do about a failure of ingest. */
enum Failure {
    /** It may heal: close everything, wait, and go on from the stored position. */
    RETRY,
    /** It cannot heal without an operator. */
    STOP;

    /**
     * Classifies what was thrown while records were read and written. Everything is retried unless it is known that trying
     * again cannot help: position and data are written together, so trying again does no harm.
     */
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case IngestStoppedException stopped -> STOP;
            case StartupException refused -> STOP;
            case StoreException store -> store.remedy() == StoreException.Remedy.RETRY ? RETRY : STOP;
            default -> RETRY;
        };
    }
}
