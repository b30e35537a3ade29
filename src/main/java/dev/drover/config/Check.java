package dev.drover.config;

/** Checks of single values. Failures name the flag, so that they can be shown to the user as they are. */
public final class Check {
    private Check() {}

    /** Refuses values under {@code least}. */
    public static void atLeast(String flag, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(flag + " must be at least " + least + ", not " + value);
        }
    }

    /** Refuses values under {@code least} and over {@code most}. */
    public static void between(String flag, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(flag + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** Refuses what is no TCP port; 0 is one: the system chooses. */
    public static void port(String flag, int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException(flag + " must be a port from 0 to 65535, not " + value);
        }
    }

    /** Refuses sizes that no array has. */
    public static int intBytes(String flag, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(flag + " must be less than 2GiB, not " + bytes + " bytes");
        }
        return (int) bytes;
    }

    /** Refuses a text without a letter in it. */
    public static void notBlank(String flag, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(flag + " must not be empty");
        }
    }
}
