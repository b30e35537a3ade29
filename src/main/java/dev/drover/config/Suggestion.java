package dev.drover.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** "Did you mean" hints for unknown options, environment variables, configuration keys and commands. */
public final class Suggestion {
    private static final int NAMES_MAX = 4;

    /** Names used by other programs, in the form that {@link #plain} returns, and the names used here. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("run", "serve"),
            Map.entry("start", "serve"),
            Map.entry("replica", "serve"),
            Map.entry("demo", "dev"),
            Map.entry("dump", "record"),
            Map.entry("export", "record"),
            Map.entry("play", "replay"),
            Map.entry("import", "replay"),
            Map.entry("decode", "inspect"),
            Map.entry("show", "inspect"),
            Map.entry("bootstrap.servers", "kafka.broker"),
            Map.entry("kafka.bootstrap.servers", "kafka.broker"),
            Map.entry("cors", "http.corsdomain"),
            Map.entry("http.cors", "http.corsdomain"),
            Map.entry("verbosity", "log.level"),
            Map.entry("loglevel", "log.level"));

    private Suggestion() {}

    /**
     * Returns {@code "; did you mean X?"} with the candidates most similar to {@code typed}, or an empty string if none is
     * similar. Case, dots, dashes and underscores are ignored. The first or the last part of a name is sufficient if few
     * names have it.
     */
    public static String among(Collection<String> candidates, String typed) {
        String plain = plain(typed);
        String meant = ELSEWHERE.get(plain);
        List<String> named = candidates.stream()
                .filter(candidate -> plain(candidate).equals(meant))
                .toList();
        if (!named.isEmpty()) {
            return didYouMean(named);
        }
        List<String> nearest = candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain(candidate), plain)))
                .filter(candidate -> distance(plain(candidate), plain) <= Math.max(2, plain.length() / 3))
                .stream()
                .toList();
        List<String> ending = candidates.stream()
                .filter(candidate -> plain(candidate).endsWith("." + plain))
                .sorted()
                .toList();
        List<String> beginning = candidates.stream()
                .filter(candidate -> plain(candidate).startsWith(plain + "."))
                .sorted()
                .toList();
        if (nearest.isEmpty() && beginning.size() <= NAMES_MAX) {
            nearest = beginning;
        }
        boolean useEnding = !ending.isEmpty() && ending.size() <= NAMES_MAX;
        return useEnding ? didYouMean(ending) : nearest.isEmpty() ? "" : didYouMean(nearest);
    }

    private static String didYouMean(List<String> names) {
        String last = names.getLast();
        String others = String.join(", ", names.subList(0, names.size() - 1));
        return "; did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
    }

    /** Normalizes a name, so that an option, a variable and a configuration key compare equal. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace('-', '.')
                .replace('_', '.')
                .replaceFirst("^\\.+", "")
                .replaceFirst("^drover\\.", "");
    }

    /** Returns how many letters must be inserted, deleted or changed to turn one text into the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
