package dev.drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long files and methods may be, and words that have no place in the product. */
final class TidyTest {
    private static final Path PRODUCT = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final int FILE_LINES = 300;
    private static final int METHOD_LINES = 40;
    private static final int METHOD_LINES_HARD = 70;

    private static final int LARGE_PACKAGE_LINES = 1_000;
    private static final int PACKAGE_PAGE_LINES = 15;

    /** Phrases that have a plain equivalent, and Javadocs that begin with "What". */
    private static final Pattern DIALECT = Pattern.compile(
            "/\\*\\* ?What |^ *\\* What |\\b(canonical no more|(is|are) told|anew|given up"
                    + "|lest|nought|its kin|mend(ed)?|in vain|save for|manieth|be it that|for want of|who is dead|whoever)\\b");

    /** Methods longer than {@link #METHOD_LINES}, with their length. This list may only shrink. */
    private static final Map<String, Integer> LONG_METHODS = Map.of();

    /** Files longer than {@link #FILE_LINES}, with their length. This list may only shrink. */
    private static final Map<String, Integer> LONG_FILES = Map.of("dev/drover/head/HeadTracker.java", 348);

    @Test
    void keepsFilesShort() throws IOException {
        Map<String, Integer> tooLong = new TreeMap<>();
        for (Path file : javaFiles(PRODUCT)) {
            int lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES) {
                tooLong.put(PRODUCT.relativize(file).toString(), lines);
            }
        }
        expectOnlyKnown(tooLong, LONG_FILES);
    }

    @Test
    void keepsMethodsShort() throws IOException {
        Map<String, Integer> tooLong = new TreeMap<>();
        methodLengths().forEach((method, lines) -> {
            if (lines > METHOD_LINES) {
                tooLong.put(method, lines);
            }
        });
        expectOnlyKnown(tooLong, LONG_METHODS);
        assertThat(LONG_METHODS.values()).allMatch(lines -> lines <= METHOD_LINES_HARD);
    }

    @Test
    void seesHowLongAMethodIs() throws IOException {
        assertThat(methodLengths()).containsEntry("dev/drover/cli/Main.java#main", 6);
    }

    @Test
    void writesToTheConsoleOnlyThroughTheCommandLine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : javaFiles(PRODUCT)) {
            // Main hands the streams on; everybody else takes what it is given, but for last words.
            if (!file.endsWith("dev/drover/cli/Main.java") && !file.endsWith("dev/drover/health/FatalErrors.java")) {
                find(file, found, "System.out", "System.err", "printStackTrace()");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void leavesNothingToDo() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : List.of(PRODUCT, TESTS)) {
            for (Path file : javaFiles(root)) {
                find(file, found, "TO" + "DO", "FIX" + "ME", "XX" + "X");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void explainsEveryPackage() throws IOException {
        List<String> unexplained = new ArrayList<>();
        for (Path file : javaFiles(PRODUCT)) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info)) {
                unexplained.add(file + ": no package-info.java beside it");
            } else if (!Files.readString(info).startsWith("/**")
                    || !Files.readString(info).contains("@NullMarked")) {
                unexplained.add(info + ": begins with a comment and is @NullMarked");
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void explainsLargePackagesAtLength() throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        for (Path file : javaFiles(PRODUCT)) {
            lines.merge(file.getParent(), Files.readAllLines(file).size(), Integer::sum);
        }
        List<Path> tooShort = new ArrayList<>();
        for (Map.Entry<Path, Integer> each : lines.entrySet()) {
            Path info = each.getKey().resolve("package-info.java");
            if (each.getValue() > LARGE_PACKAGE_LINES
                    && Files.readAllLines(info).size() < PACKAGE_PAGE_LINES) {
                tooShort.add(info);
            }
        }
        assertThat(tooShort).isEmpty();
    }

    @Test
    void isWrittenInPlainEnglish() throws IOException {
        List<Path> texts = new ArrayList<>(javaFiles(PRODUCT));
        texts.addAll(List.of(Path.of("README.md"), Path.of("conf/drover.toml")));
        List<String> found = new ArrayList<>();
        for (Path file : texts) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = DIALECT.matcher(lines.get(i));
                if (matcher.find()) {
                    found.add(file + ":" + (i + 1) + ": " + matcher.group());
                }
            }
        }
        assertThat(found).as("phrases that no engineer would write").isEmpty();
    }

    private static void expectOnlyKnown(Map<String, Integer> tooLong, Map<String, Integer> known) {
        assertThat(tooLong.entrySet())
                .as("longer than allowed, or than the list of exceptions says")
                .allMatch(entry -> entry.getValue() <= known.getOrDefault(entry.getKey(), 0));
        assertThat(known.keySet())
                .as("short enough now: take it out of the list")
                .isSubsetOf(tooLong.keySet());
    }

    private static Map<String, Integer> methodLengths() throws IOException {
        Map<String, Integer> lengths = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, null, null, files.getJavaFileObjectsFromPaths(javaFiles(PRODUCT)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodScanner(unit, positions, lengths).scan(unit, null);
            }
        }
        assertThat(lengths).isNotEmpty();
        return lengths;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static void find(Path file, List<String> found, String... words) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            for (String word : words) {
                if (lines.get(i).contains(word)) {
                    found.add(file + ":" + (i + 1) + ": " + word);
                }
            }
        }
    }

    private static final class MethodScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Map<String, Integer> lengths;

        MethodScanner(CompilationUnitTree unit, SourcePositions positions, Map<String, Integer> lengths) {
            this.unit = unit;
            this.positions = positions;
            this.lengths = lengths;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            // Annotations and comments before it do not make a method long.
            long first = method.getReturnType() == null || positions.getStartPosition(unit, method.getReturnType()) < 0
                    ? lines.getLineNumber(positions.getStartPosition(unit, method))
                    : lines.getLineNumber(positions.getStartPosition(unit, method.getReturnType()));
            String name = PRODUCT.toAbsolutePath()
                            .relativize(Path.of(unit.getSourceFile().toUri()))
                    + "#" + method.getName();
            lengths.merge(name, (int) (last - first + 1), Math::max);
            return super.visitMethod(method, null);
        }
    }
}
