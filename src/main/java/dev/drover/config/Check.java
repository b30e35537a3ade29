package dev.drover.config;

/** Checks of single option values. Error messages name the option, so they can be shown to the user unchanged. */
public final class Check {
    private Check() {}

    /** Throws IllegalArgumentException if the value is below {@code least}. */
    public static void atLeast(String flag, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(flag + " must be at least " + least + ", not " + value);
        }
    }

    /** Throws IllegalArgumentException if the value is not between {@code least} and {@code most}, both inclusive. */
    public static void between(String flag, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(flag + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** Throws IllegalArgumentException if the value is not a TCP port. 0 is allowed: the system chooses a port. */
    public static void port(String flag, int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException(flag + " must be a port from 0 to 65535, not " + value);
        }
    }

    /** Returns the size as an int; throws IllegalArgumentException if it is 2 GiB or more. */
    public static int intBytes(String flag, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(flag + " must be less than 2GiB, not " + bytes + " bytes");
        }
        return (int) bytes;
    }

    /** Throws IllegalArgumentException if the text is blank. */
    public static void notBlank(String flag, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(flag + " must not be empty");
        }
    }
}
