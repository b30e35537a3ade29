package dev.drover.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;

/** The version of this build. */
public final class Version {
    private static final String NUMBER = read();

    private Version() {}

    /** Returns the version number, such as {@code 0.1.0}. */
    public static String number() {
        return NUMBER;
    }

    /** Returns the client version in geth's format: name, version, platform and Java release, such as {@code drover/v0.1.0/linux-x86_64/java-25}. */
    public static String client() {
        return "drover/v" + NUMBER + "/" + property("os.name") + "-" + architecture() + "/java-"
                + Runtime.version().feature();
    }

    private static String architecture() {
        String name = property("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown").toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/drover-version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read drover-version.properties", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
