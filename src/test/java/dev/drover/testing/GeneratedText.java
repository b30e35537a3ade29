package dev.drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text in the project that must say what the code says. With {@code -Ddrover.rewrite} the tests write it anew instead of
 * comparing.
 */
public final class GeneratedText {
    private static final boolean REWRITE = System.getProperty("drover.rewrite") != null;
    private static final String HOW = "%s is not what the code says; mvn test -Dtest='ReadmeTest,ConfFileTest'"
            + " -Ddrover.rewrite writes it anew";

    private GeneratedText() {}

    /** Expects the whole file to be {@code text}. */
    public static void expectFile(Path file, String text) throws IOException {
        if (REWRITE) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as(HOW, file).isEqualTo(text);
    }

    /** Expects {@code text} between the comments {@code <!-- name -->} and {@code <!-- /name -->}. */
    public static void expectSection(Path file, String name, String text) throws IOException {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        String content = Files.readString(file);
        int from = content.indexOf(begin);
        int to = content.indexOf(end);
        assertThat(from).as("%s has no %s", file, begin).isNotNegative();
        assertThat(to).as("%s has no %s", file, end).isGreaterThan(from);
        if (REWRITE) {
            content = content.substring(0, from) + begin + text + content.substring(to);
            Files.writeString(file, content);
            to = content.indexOf(end);
        }
        assertThat(content.substring(from + begin.length(), to))
                .as(HOW, file + ", section " + name)
                .isEqualTo(text);
    }
}
