package dev.drover.config;

/**
 * What a search for logs may ask for and get.
 *
 * @param rangeMax blocks that its range may have beyond the first; 0: any number (geth's default)
 * @param positionMax addresses, or topics at one position; 0: any number (geth: 1,000)
 * @param answerMax logs in one answer; 0: any number
 */
public record LogsConfig(long rangeMax, int positionMax, long answerMax) {
    /** Checks the limits. */
    public LogsConfig {
        Check.atLeast("--rpc.rangelimit", rangeMax, 0);
        Check.atLeast("--rpc.logquerylimit", positionMax, 0);
        Check.atLeast("--rpc.max-logs-per-response", answerMax, 0);
    }
}
