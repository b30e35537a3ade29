package dev.drover.ingest;

import dev.drover.config.StartupException;
import dev.drover.store.StoreException;

/** The reaction to a failure of ingest. */
enum Failure {
    /** The failure may be temporary: close everything, wait, and continue at the stored position. */
    RETRY,
    /** The failure is permanent until an operator acts. */
    STOP;

    /**
     * Classifies an exception thrown while reading or writing records. Everything is retried unless a retry is known to be
     * useless. A retry is always safe, because data and position are written together.
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
