package dev.drover.replay;

/**
 * The speed at which a recording is replayed.
 *
 * @param factor 1 for the recorded pace, 10 for ten times that, infinity for as fast as possible
 */
public record Speed(double factor) {
    /** The recorded pace. */
    public static final Speed ORIGINAL = new Speed(1);
    /** As fast as the broker accepts records. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    /** Checks the factor. */
    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a speed must be above 0, not " + factor);
        }
    }

    /** Parses a factor such as {@code 1x}, {@code 10x} or {@code 0.5x}, or {@code max}. */
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

    /** Returns the time in a replay, in nanoseconds, for an interval of {@code recordedMillis} in the recording. */
    long nanos(long recordedMillis) {
        return isPaced() ? (long) (recordedMillis * 1e6 / factor) : 0;
    }

    /** Returns the form used on the command line. */
    @Override
    public String toString() {
        if (!isPaced()) {
            return "max";
        }
        return (factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor)) + "x";
    }
}
