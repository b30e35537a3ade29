package dev.drover.pool;

/**
 * The head that all members answer from.
 *
 * @param position the released position, which orders all answers of the pool. At or above the position of the head,
 *     because a position may pass without a new head
 * @param epoch the number of rewinds so far; within an epoch the released number never decreases
 * @param head the released head
 */
public record Released(long position, long epoch, HeadRef head) {}
