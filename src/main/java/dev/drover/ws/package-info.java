/**
 * JSON-RPC over WebSockets, and subscriptions. Each {@link dev.drover.ws.WsVerticle}, one per core, owns its sessions and
 * their subscriptions in plain maps on its event loop; nothing is shared but counters and the encoded announcements.
 *
 * <p>What holds: every block that becomes canonical is announced exactly once to every newHeads subscription, parents first,
 * in the order of the head changes, beginning with the first change after the subscription's own answer was sent; before the
 * first head a subscription is accepted and begins with the first head. A block is encoded once per process. A client that
 * reads too slowly is closed with 1013 and costs nobody else anything: nothing here ever waits for a socket.
 *
 * <p>Head changes come over the event bus, which hands them to consumers that never pause without dropping any. Should one
 * be missing all the same, the first block of the next does not fit the last one announced: that is counted and logged.
 */
@NullMarked
package dev.drover.ws;

import org.jspecify.annotations.NullMarked;
