package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * The part of the pool topic that has been read, and the view after it. Offsets increase but need not be consecutive:
 * transaction markers take offsets that no consumer delivers. Lost records are detected in two other ways: the consumer
 * reports an offset that the topic does not have; and a record that names an offset at or above its own was sent by a
 * replica that has read a different topic.
 */
final class LogPrefix {
    private final ProtocolRules rules;
    private final ViewUpdater updater;
    private View view;
    private long nextOffset;

    LogPrefix(PoolStart.ReadFrom start, ProtocolRules rules) {
        this.rules = rules;
        updater = new ViewUpdater(rules);
        view = start.view();
        nextOffset = start.nextOffset();
    }

    /** Returns the view after the records read so far. */
    View view() {
        return view;
    }

    /** Returns the offset of the newest record that was read; -1 if there is none. */
    long lastOffset() {
        return nextOffset - 1;
    }

    /** Returns why a valid log cannot continue with this record, or null if it can. */
    @Nullable String fault(long offset, PoolRecord record) {
        if (!rules.follows(offset, nextOffset)) {
            return "record " + offset + " was delivered after record " + lastOffset();
        }
        long named = switch (record) {
            case PoolRecord.Hello hello -> hello.readOffset();
            case PoolRecord.Status status -> status.readOffset();
            case PoolRecord.State state -> state.upto();
            case PoolRecord.StatePart part -> part.upto();
            default -> -1;
        };
        return named < offset
                ? null
                : "the sender of record " + offset + " had read up to " + named
                        + ": the topic has lost records or was created again";
    }

    /** Appends a record for which {@link #fault} found nothing. */
    Transition append(long offset, PoolRecord record) {
        Transition transition = updater.apply(view, offset, record);
        view = transition.view();
        nextOffset = offset + 1;
        return transition;
    }
}
