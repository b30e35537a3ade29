package dev.drover.pool;

/** The view after one more record, the effect of the record, and what it released. */
public record Transition(View view, RecordEffect effect, ReleaseKind move) {}
