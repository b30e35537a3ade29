package dev.drover.pool;

/**
 * What the pool answers from.
 *
 * @param position how far the pool is: orders all answers of the pool. At or behind the head's own position: a position may
 *     pass without a new head
 * @param epoch falls of the released number so far: inside an epoch it never falls
 * @param head the head itself
 */
public record Released(long position, long epoch, HeadRef head) {}
