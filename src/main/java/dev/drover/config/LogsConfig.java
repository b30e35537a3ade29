package dev.drover.config;

/**
 * Limits for log queries.
 *
 * @param rangeMax maximum block range, without the first block; 0 means unlimited (geth's default)
 * @param positionMax maximum number of addresses, and of topics per position; 0 means unlimited (geth: 1,000)
 * @param answerMax maximum number of logs in a response; 0 means unlimited
 */
public record LogsConfig(long rangeMax, int positionMax, long answerMax) {
    /** Checks the limits. */
    public LogsConfig {
        Check.atLeast("--rpc.rangelimit", rangeMax, 0);
        Check.atLeast("--rpc.logquerylimit", positionMax, 0);
        Check.atLeast("--rpc.max-logs-per-response", answerMax, 0);
    }
}
