/**
 * Filters that clients poll over HTTP, where each poll may reach another replica.
 *
 * <p>A filter's id holds the whole filter: its kind, what it looks for, and the block that was the head when it was made. So
 * any replica can answer a poll for it, without having heard of it. It holds nothing that its client may not ask for, so it
 * is not signed; a checksum tells ids from other texts. What an id cannot hold is how far its client has polled, since the
 * client keeps sending the same: each replica remembers that for the polls that it answers
 * ({@link dev.drover.rpc.filter.FilterPositions}), and in a pool tells it to the others by a note of about 100 bytes. A replica
 * that knows of no poll begins at the block that the id names.
 *
 * <p>What holds: no gap, ever, since a replica never goes on from a later block than the filter's client was told of, or than
 * the filter was made at. Reorgs are told: logs of blocks that went come with {@code removed: true}, newest block first, before
 * the new ones. Nothing twice, if a poll comes after the note of the one before has been read, which takes some milliseconds;
 * a poll that is faster at another replica, or while Kafka is out of reach, may be told again what that one was told: logs are
 * known by block hash and index, blocks by hash. A replica that is behind the last poll answers an empty list. Of pending
 * transactions no notes are told: each replica has heard of them at a time of its own, so behind a load balancer such a filter
 * needs sticky sessions. Without a pool all filters do.
 *
 * <p>A filter expires five minutes after its last poll, which others hear of once a minute. Uninstalling one is told, too.
 */
@NullMarked
package dev.drover.rpc.filter;

import org.jspecify.annotations.NullMarked;
