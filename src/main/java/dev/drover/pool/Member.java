package dev.drover.pool;

import org.jspecify.annotations.Nullable;

/**
 * A replica's session as the log shows it.
 *
 * @param session made anew at each join (s)
 * @param name for people: host and port
 * @param software for people: name and version (sw)
 * @param leaseMillis how long its word holds after it was sent
 * @param joinedOffset pool offset of the hello that was accepted
 * @param serial the highest number of its hello and statuses (n)
 * @param serialOffset pool offset of the record that raised {@code serial} last (nOffset)
 * @param applied the furthest head that it has
 * @param ready the furthest head below which it has promised never to answer; null: it has promised nothing since it joined,
 *     so it stands where the pool stands
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
