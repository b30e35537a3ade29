/**
 * JSON-RPC over WebSockets, and the subscriptions of {@code eth_subscribe}.
 *
 * <p><b>Threads.</b> {@link dev.drover.ws.WsService} holds what the process shares. One Announcer thread turns head changes
 * into steps of the chain, and two NoticeReader threads read blocks and encode notices. Each core runs one
 * {@link dev.drover.ws.WsEndpoint} (of a {@link dev.drover.ws.WsVerticle}, or on the HTTP port), whose event loop owns its
 * Fanout, its Broadcaster, its sessions and their subscriptions in plain collections. Requests run in the lanes of
 * {@code rpc}.
 *
 * <p><b>A head to a fast client.</b> A HeadChange arrives over the event bus. Announcer splits it into ChainSteps, each a
 * block that became canonical or one that is no longer canonical, and checks that each step follows the last; if the bus lost
 * a change, it reads the blocks between from the store. Fanout takes the steps one by one. It asks StepNotices for the head,
 * then the logs, then the receipts, each read and encoded once per process, and offers each notice to the ChainFeed of every
 * live Subscription that wants it, in Slices. The feed is LIVE: it answers ACCEPTED, and WsConnection passes the message to
 * the socket through WsOutbox. Most connections use the same ids (SubscriptionIds), so they share even the message's bytes.
 *
 * <p><b>A head to a slow client.</b> Half of the client's queue is full, so the feed turns BEHIND, keeps the rest of the step
 * and answers BEHIND. When the step ends, Fanout calls {@code ChainFeed.endStep} and stops offering steps to that feed, which
 * is now RESUMING. Its Resumption sends the kept notices, then those of the blocks that follow: MissedSteps reads the steps
 * from the store and passes them to MissedNotices, and the Resumption sends these at the client's pace. When it has reached
 * the block that Fanout is at, between two steps, Fanout makes the feed LIVE again. A client that takes nothing for the
 * queue's timeout, or is not up to date within the write timeout, is closed with 1013.
 *
 * <p><b>Resuming.</b> A subscription that begins at a past block has its own Resumption and joins the session's feed when
 * both are at the fan-out's block. So has one that is made while the feed is not LIVE.
 *
 * <p><b>Invariants</b>, for each subscription from the first step after its answer was sent:
 * <ul>
 *   <li>Every block that becomes canonical is announced exactly once, parents first. No gaps and no repetitions.
 *   <li>In a reorg, the logs of removed blocks come first, marked as removed, newest block first; then the added blocks.
 *   <li>The head of a block comes before its logs, and these before its receipts. All subscriptions of one feed receive the
 *       same steps in the same order.
 *   <li>If a block cannot be read, the connections of its subscribers are closed with 1013, because silence would look like
 *       a block without logs.
 *   <li>Nothing waits for a socket, and everything queued is bounded: steps per event loop (256, then Announcer waits),
 *       pending transactions (4,096, then the oldest is dropped), and messages and bytes per client (WsConfig.Queue).
 *   <li>A failure while notifying one subscriber closes that connection only.
 * </ul>
 *
 * <p><b>Dependencies</b> point one way: WsSession, Subscriptions, Fanout and Broadcaster, ChainFeed, Resumption,
 * MissedNotices, Subscription, WsConnection, WsOutbox. A lower class reports to a higher one only through a callback or a
 * return value.
 *
 * <p><b>To add a subscription kind:</b> add a record to Interest and parse it in SubscriptionRequest. If it follows the
 * chain, include it in {@code Interest.ofTheChain}, encode its notice in NoticeReader and StepNotices, offer it in
 * {@code Fanout.next} and {@code Fanout.lost}, and add it to MissedNotices in the same order. Otherwise send it with
 * {@code Broadcaster.send}. Then document it in the README under Subscriptions.
 */
@NullMarked
package dev.drover.ws;

import org.jspecify.annotations.NullMarked;
