/**
 * Filters that clients poll over HTTP, where each poll may reach another replica ({@code eth_newFilter} and related
 * methods). {@link dev.drover.rpc.filter.EthFilters} registers and implements the methods.
 *
 * <p>The id of a filter contains the whole filter ({@code FilterId}): its kind, its criteria, and the block that was
 * the head when it was created. So any replica can answer a poll without having seen the filter before. The id contains
 * nothing that its client may not ask for, so it is not signed; a checksum distinguishes ids from other texts. The id
 * cannot contain how far its client has polled, because the client always sends the same id: each replica remembers
 * that for the polls that it answers ({@link dev.drover.rpc.filter.FilterPositions}), and in a pool sends it to the
 * others in a note of about 100 bytes. A replica that knows of no poll starts at the block in the id.
 *
 * <p>A poll finds the filter in the id, its position in {@code FilterPositions}, and the path from there to the head of
 * the request. {@code LogChanges} writes the logs of the blocks on that path.
 *
 * <p>Guarantees: There is never a gap, because a replica continues at the latest from the last block that was reported
 * to the client. Reorgs are reported: logs of blocks that are no longer canonical come with {@code removed: true},
 * newest block first, before the new logs. Nothing is reported twice if a poll comes after the note of the previous
 * poll was read, which takes a few milliseconds; a poll that reaches another replica sooner, or while Kafka is
 * unavailable, may repeat what was reported: logs are identified by block hash and index, blocks by their hash. A
 * replica that is behind the last poll answers an empty list. No notes are sent for filters of pending transactions,
 * because each replica receives those at its own time: behind a load balancer such filters need sticky sessions.
 * Without a pool, all filters do.
 *
 * <p>A filter expires five minutes after its last poll, of which other replicas learn once a minute. Uninstalling a
 * filter is shared, too.
 *
 * <p>To add a kind of filter, add it to {@code FilterId.Kind}, register its method, and write its changes in {@code
 * EthFilters.changes}.
 */
@NullMarked
package dev.drover.rpc.filter;

import org.jspecify.annotations.NullMarked;
