package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * A member of the pool: a session of a replica, as the log shows it.
 *
 * @param session random name, new for each join (s)
 * @param name human-readable: host and port
 * @param software human-readable: name and version (sw)
 * @param leaseMillis how long it answers after its last accepted status was sent
 * @param joinedOffset pool offset of the hello that was accepted
 * @param serial the highest number of its hello and statuses (n)
 * @param serialOffset pool offset of the record that last raised {@code serial} (nOffset)
 * @param applied the furthest head that it has applied
 * @param ready the furthest head below which it has promised not to answer; null if it has promised nothing since it
 *     joined, which counts as the released position
 */
public record Member(
        String session,
        String name,
        String software,
        long leaseMillis,
        long joinedOffset,
        long serial,
        long serialOffset,
        HeadRef applied,
        @Nullable HeadRef ready) {}
