package dev.drover.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Where one thread spends its time, in native code and waiting too: its stack is looked at every few milliseconds, and each
 * look counts for the innermost frame that a phase claims.
 */
final class ThreadProfile implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;

    /** A part of the work: classes whose name contains one of {@code marks}. */
    record Phase(String name, String... marks) {
        boolean claims(StackTraceElement frame) {
            return Arrays.stream(marks).anyMatch(frame.getClassName()::contains);
        }
    }

    private final String threadName;
    private final List<Phase> phases;
    private final Map<String, Integer> looks = new LinkedHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread sampler;

    /** Begins to look at the thread whose name begins so. */
    ThreadProfile(String threadName, List<Phase> phases) {
        this.threadName = threadName;
        this.phases = phases;
        sampler = Thread.ofPlatform().daemon().start(this::sample);
    }

    private void sample() {
        try {
            while (!stop.get()) {
                Thread.sleep(PERIOD_MILLIS);
                Thread.getAllStackTraces().forEach((thread, stack) -> {
                    if (thread.getName().startsWith(threadName)) {
                        looks.merge(phase(stack), 1, Integer::sum);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String phase(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            for (Phase phase : phases) {
                if (phase.claims(frame)) {
                    return phase.name();
                }
            }
        }
        return "waiting";
    }

    /** Ends; the shares, largest first. */
    String shares() {
        close();
        double all = looks.values().stream().mapToInt(Integer::intValue).sum();
        return looks.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%s %.0f %%", entry.getKey(), 100 * entry.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        stop.set(true);
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
