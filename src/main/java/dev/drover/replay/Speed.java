package dev.drover.replay;

/**
 * How fast a recording is replayed.
 *
 * @param factor 1 for the pace it was recorded at, 10 for ten times that, infinite for as fast as it goes
 */
public record Speed(double factor) {
    /** The pace of the recording itself. */
    public static final Speed ORIGINAL = new Speed(1);
    /** As fast as the broker takes it. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    /** Checks the factor. */
    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a speed is above 0, not " + factor);
        }
    }

    /** Parses {@code 1x}, {@code 10x}, {@code 0.5x} and the like, or {@code max}. */
    public static Speed parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?x")) {
            throw new IllegalArgumentException("'" + text + "' is not a speed: write 1x, 10x, ... or max");
        }
        return new Speed(Double.parseDouble(text.substring(0, text.length() - 1)));
    }

    boolean isPaced() {
        return Double.isFinite(factor);
    }

    /** How long {@code recordedMillis} between two records take in a replay, in nanoseconds. */
    long nanos(long recordedMillis) {
        return isPaced() ? (long) (recordedMillis * 1e6 / factor) : 0;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        if (!isPaced()) {
            return "max";
        }
        return (factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor)) + "x";
    }
}
