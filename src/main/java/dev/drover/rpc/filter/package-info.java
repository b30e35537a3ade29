/**
 * Filters that clients poll over HTTP, where each poll may reach another replica.
 *
 * <p>A filter's id holds the whole filter: its kind, what it looks for, and the block that was the head when it was made. So
 * any replica can answer a poll for it, without having heard of it. It holds nothing that its client may not ask for, so it
 * is not signed; a checksum tells ids from other texts. What an id cannot hold is how far its client has polled, since the
 * client keeps sending the same: that each replica remembers for the polls that it answered itself ({@link
 * dev.drover.rpc.filter.FilterPositions}). A replica that has answered none begins at the block that the id names.
 *
 * <p>What holds: no gap, ever, since a replica never goes on from a later block than its client was told of by itself or than
 * the filter was made at. Nothing twice where a client's polls reach one replica, as they do with sticky sessions; where they
 * do not, a replica tells again, once, what others have told: logs then come twice and are known by block hash and index,
 * blocks by hash. Reorgs are told: logs of blocks that went come with {@code removed: true}, newest block first, before the
 * new ones, by the replica that told of those blocks, when it is polled next. A replica that is behind the last poll answers an empty list, and goes on from there later.
 *
 * <p>A filter expires five minutes after its last poll at a replica; one that a replica never saw polled, five minutes after it
 * was made. Uninstalling one is a matter of the replica that is asked: elsewhere it expires.
 */
@NullMarked
package dev.drover.rpc.filter;

import org.jspecify.annotations.NullMarked;
