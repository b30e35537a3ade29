/**
 * JSON-RPC over WebSockets, and subscriptions. Each {@link dev.drover.ws.WsVerticle}, one per core, owns its sessions and
 * their subscriptions in plain maps on its event loop; what is shared is the news of the chain, read and encoded once.
 *
 * <p>How a block reaches a dapp: a head change comes over the event bus to the Announcer, one thread for the process, which
 * makes of it steps of the chain, each a block that came or one that went. It compares: where a change does not follow on
 * the last step, because the bus lost one, it reads the way between from the store. Each event loop's Fanout takes the steps
 * one after the other and serves its subscriptions in slices: the block's head, then its logs, then its receipts. What must
 * be read for that is read by NoticeReader on threads of its own, once, and encoded once; even the frames are shared, since
 * ids are the same in most connections (SubscriptionIds). A loop that is 256 steps behind makes the announcer wait.
 *
 * <p>What holds for every subscription, beginning with the first step after its answer was sent:
 * <ul>
 *   <li>every block that becomes canonical is told of exactly once, parents first, also when several come at once;
 *   <li>in a reorg the logs of the blocks that go are told first, the newest block first, marked removed; then what comes;
 *   <li>of each block its head is told before its logs, and these before its receipts; all subscriptions of a connection
 *       hear the same steps in the same order;
 *   <li>one that begins in the past (Resume) is told what was missed, read from the store at its client's pace, and joins
 *       the others at the moment at which it knows the chain up to the block that they know: no gap, nothing twice. Until
 *       then it runs beside the connection's other subscriptions;
 *   <li>if something cannot be read, its subscribers' connections are closed with 1013: silence would look like a block
 *       without logs.
 * </ul>
 *
 * <p>A client that reads too slowly costs nobody else anything: nothing here ever waits for a socket. When half of what may
 * wait for it does, its subscriptions to the chain leave the others at the end of that step, together, and go on as those do
 * that begin in the past (Resume): in one order, from the store, as fast as it reads. So a block with more logs than may
 * wait, or many blocks at once, close nobody who reads. Who takes nothing, or is not up to date again in time, is closed with
 * 1013. A subscription that the client makes while it is behind runs beside those, as one that begins in the past does.
 */
@NullMarked
package dev.drover.ws;

import org.jspecify.annotations.NullMarked;
