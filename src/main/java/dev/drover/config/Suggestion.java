package dev.drover.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What somebody who mistyped a name may have meant. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean X?"} with the candidate nearest to {@code typed}, or nothing if none is near. */
    public static String among(Collection<String> candidates, String typed) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, typed)))
                .filter(candidate -> distance(candidate, typed) <= Math.max(2, typed.length() / 3))
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("");
    }

    /** How many letters must be put, dropped or changed to turn one text into the other (Levenshtein). */
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
