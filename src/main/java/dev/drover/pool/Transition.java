package dev.drover.pool;

/** A view after one more record, what the record did, and whether the pool moved by it. */
public record Transition(View view, RecordEffect effect, ReleaseKind move) {}
