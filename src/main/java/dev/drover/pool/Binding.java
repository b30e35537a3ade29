package dev.drover.pool;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines which heads a replica derives from the data topic. All members of a pool must agree on it:
 * the first hello binds the pool topic, and a hello with another binding has no effect. The binding is sent in the
 * hello's {@code data} as {@code <genesis>/<topic>/<topic id>/<name>=<value>,…}. Versions of Drover that did not state
 * their settings sent the first three parts only. They compare the whole text, so they and newer versions refuse each
 * other.
 *
 * @param genesis hash of block 0
 * @param topic name of the data topic
 * @param topicId Kafka's id of that topic, which changes when the topic is recreated
 * @param settings the version of the head rule ({@link #RULE}) and the options that decide heads, by their names
 *     without dashes
 */
public record Binding(String genesis, String topic, String topicId, Map<String, String> settings) {
    /** The name of the version of the head rule, the only setting that is not an option. */
    public static final String RULE = "rule";

    private static final String NEW_TOPIC = "give all replicas another --pool.topic";

    /** Orders the settings by name. */
    public Binding {
        settings = new TreeMap<>(settings);
    }

    /** Returns the text to be sent. Bindings are equal if and only if their texts are. */
    public String text() {
        String stated = settings.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
        return genesis + "/" + topic + "/" + topicId + (stated.isEmpty() ? "" : "/" + stated);
    }

    /** Returns how the pool's text and the replica's differ and what the operator should do; null if they are equal. */
    static @Nullable String difference(String pools, String own) {
        if (pools.equals(own)) {
            return null;
        }
        String[] theirs = pools.split("/", 4);
        String[] mine = own.split("/", 4);
        if (theirs.length < 3 || mine.length < 3) {
            return "the pool reads " + pools + ", this replica " + own + ": " + NEW_TOPIC;
        }
        if (!theirs[0].equals(mine[0])) {
            return "the pool's chain has genesis " + theirs[0] + ", this replica's " + mine[0]
                    + ": give the replicas of each chain a --pool.topic of their own";
        }
        if (!theirs[1].equals(mine[1])) {
            return "the pool reads topic " + theirs[1] + ", this replica " + mine[1]
                    + ": correct --kafka.topic, or give the replicas of each topic a --pool.topic of their own";
        }
        if (!theirs[2].equals(mine[2])) {
            return "the pool reads topic " + theirs[1] + " with id " + theirs[2] + ", but its id is now " + mine[2]
                    + ", so it was created again: " + NEW_TOPIC;
        }
        return settingsDiffer(settings(theirs), settings(mine));
    }

    private static String settingsDiffer(Map<String, String> pools, Map<String, String> own) {
        String theirRule = pools.get(RULE);
        String ownRule = own.get(RULE);
        if (theirRule == null || ownRule == null || !theirRule.equals(ownRule)) {
            return "the pool chooses heads by " + ruleText(theirRule) + ", this replica by " + ruleText(ownRule)
                    + ": run one version of Drover on all replicas and " + NEW_TOPIC;
        }
        Map<String, String> differing = new LinkedHashMap<>();
        pools.forEach((name, value) -> {
            if (!value.equals(own.get(name))) {
                differing.put(name, value);
            }
        });
        own.keySet().stream()
                .filter(name -> !pools.containsKey(name))
                .forEach(name -> differing.put(name, "not stated"));
        return differing.entrySet().stream()
                .map(each -> "--" + each.getKey() + " is " + each.getValue() + " in the pool and "
                        + own.getOrDefault(each.getKey(), "not stated") + " here")
                .collect(Collectors.joining(
                        ", ",
                        "",
                        ": use the pool's value, or set the same on all replicas and give them another --pool.topic"));
    }

    private static String ruleText(@Nullable String rule) {
        return rule == null ? "a rule of a version that does not state it" : "rule " + rule;
    }

    private static Map<String, String> settings(String[] parts) {
        if (parts.length < 4) {
            return Map.of();
        }
        return Arrays.stream(parts[3].split(","))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(
                        each -> each[0],
                        each -> each.length < 2 ? "" : each[1],
                        (first, second) -> second,
                        TreeMap::new));
    }
}
