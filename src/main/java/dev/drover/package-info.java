/**
 * Drover is a JSON-RPC gateway for Ethereum. Masters write every database write operation of a chain to a Kafka topic; a
 * replica, which is one JVM and one {@link dev.drover.Gateway}, reads that topic into a store, follows one head and serves
 * wallets over HTTP and dapps over WebSocket. This page is the map of the code: the threads, the three paths through the
 * packages, the invariants, and where to add things. Each package's own page continues where this one stops.
 *
 * <pre>
 *  Kafka: data topic ──► ingest ──► store ◄── state, blocks ◄── rpc ◄── http ◄── wallets
 *                          │          ▲                          │
 *                          ▼          │                          ├──◄── ws  ◄──► dapps
 *                         head ──► pool.live ──(event bus)───────┘
 *                                     ▲
 *  Kafka: pool topic ◄────────────────┘                ops ──► /metrics, /readiness, /liveness
 * </pre>
 *
 * <h2>Threads</h2>
 *
 * State has one owner, and nothing blocks an event loop.
 *
 * <ul>
 *   <li><b>drover-store-writer</b> ({@code IngestLoop}) owns the write side of the store, the head tracker and the Kafka
 *       position. It takes batches of records that {@code TopicReader} received on the event loop of {@code IngestVerticle}.
 *   <li><b>drover-check-n</b> ({@code RecordChecks}) decodes records and computes hashes ahead of the writer.
 *   <li><b>drover-pool</b> ({@code PoolThread}, only with a pool topic) owns the session, the heads that may still be released
 *       and the requests that wait. A reader's thread feeds it records of the pool topic.
 *   <li><b>Event loops</b>, one HTTP and one WebSocket verticle per core, own their connections. They parse, call and reply.
 *       Subscriptions belong to the loop of their connection.
 *   <li><b>Lanes</b> ({@link dev.drover.rpc.Lanes}) are bounded thread pools for reads and for the EVM. A request that finds
 *       its lane full is refused at once.
 * </ul>
 *
 * Every owner thread registers with {@link dev.drover.health.Heartbeats}; one that ends or stands still makes
 * {@code /liveness} fail. Running out of memory ends the process ({@link dev.drover.health.FatalErrors}).
 *
 * <h2>The path of a record</h2>
 *
 * {@code IngestVerticle} → {@code TopicReader} (the Kafka stream) → {@code RecordChecks} ({@code cdc.WriteOpDecoder},
 * {@code verify.ContentCheck}) → {@code Ingest} → {@code cdc.BatchAssembly} (fragments are collected until their commit) →
 * {@code KeyWrites}, which asks {@link dev.drover.ingest.KeyClass}: content goes through {@code ContentIntake} into the
 * batch, pointers become {@link dev.drover.head.Evidence} → {@link dev.drover.head.HeadTracker} decides →
 * {@link dev.drover.head.Pointers} → {@code store.Store.apply}: content, pointers, tracker memory and position in one batch.
 *
 * <h2>The path of a head</h2>
 *
 * After the batch is written, {@code Ingest} hands a {@link dev.drover.head.ServedHead} (the head, its tags, and a view of
 * the store in which it is the head) to the {@link dev.drover.head.HeadPublisher}. A replica alone
 * ({@link dev.drover.head.StandaloneHeads}) serves and announces it at once. In a pool ({@link dev.drover.pool.live.Pool})
 * the {@link dev.drover.pool.PoolMember} announces it to the other replicas, promises it, and serves it when all have
 * promised. {@link dev.drover.head.HeadFeed} publishes the {@link dev.drover.head.HeadChange} on the event bus;
 * {@code ws.Announcer} encodes each block once, and the {@code ws.Fanout} of each event loop passes it to its subscriptions.
 *
 * <h2>The path of a request</h2>
 *
 * {@code http.RequestHandler} or {@code ws.WsSession} → {@link dev.drover.rpc.Dispatcher}: {@code RequestReader} parses the
 * body, {@code HeadAdmission} captures the served head once for the whole body, {@code Exchange} runs the calls →
 * {@code CallRunner} finds the method in {@link dev.drover.rpc.MethodTable} and parses its parameters → the function of the
 * method family ({@code rpc.eth}, {@code rpc.debug} …) reads through {@code blocks.ChainReader} or {@link
 * dev.drover.state.States}, or runs {@link dev.drover.evm.Evm} → {@code rpc.encode} writes JSON → {@link
 * dev.drover.rpc.Answer}.
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>Content, which is named by its hash, is merged from all masters and stored only if its hash proves it. No master's
 *       delete removes content.
 *   <li>Pointers (canonical hashes, transaction lookups, LastBlock …) are never copied from the topic. They follow from the
 *       head that the tracker chose.
 *   <li>The tracker uses the records alone, never a clock of the replica, so all replicas choose the same sequence of heads.
 *       Inside an epoch the head's number never decreases.
 *   <li>The Kafka position is written in the same batch as the data it covers. A restart loses nothing and decides nothing
 *       twice.
 *   <li>A request reads at one head; all replicas of a pool answer from one released head, and no client of the pool sees it
 *       go backward. {@code latest}, {@code safe} and {@code finalized} are functions of the head's position.
 *   <li>Missing data is an error, never an empty result or a zero.
 *   <li>Everything held for a client, a master or a peer has a bound.
 * </ul>
 *
 * <h2>Where things go</h2>
 *
 * <ul>
 *   <li><b>An RPC method</b>: one line in the {@code register} method of its family, the function next to it, an exchange in
 *       {@code src/test/resources/spec}. See {@code rpc.eth}.
 *   <li><b>An option</b>: an annotated field in the options class of its group in {@code config} and a component of the
 *       matching record; {@code conf/drover.toml} and the README's table are checked against it.
 *   <li><b>A metric</b>: a constant of {@code ops.Metric} with its description, bound in {@code ops.Meters} or next to it.
 *   <li><b>A kind of subscription</b>: a case of {@code ws.Interest}, parsed in {@code ws.SubscriptionRequest}, delivered by
 *       {@code ws.Fanout}.
 *   <li><b>A fork</b>: a constant of {@link dev.drover.chain.Fork}, its activation in {@link dev.drover.chain.ChainConfig},
 *       its instructions and gas in {@code evm} (see the package's page), its precompiles in {@code evm.precompile}.
 *   <li><b>A key of the database</b>: its class in {@link dev.drover.ingest.KeyClass}, its bytes in
 *       {@link dev.drover.store.Schema}.
 *   <li><b>A record of the pool topic</b>: {@link dev.drover.pool.PoolRecord} and its codec; then the simulation in the tests.
 *   <li><b>A command</b>: a class in {@code cli}; the work itself in a package of its own.
 * </ul>
 *
 * Dependencies between packages point one way. {@code ArchitectureTest} lists them all; {@link dev.drover.Gateway} is the only
 * class that assembles a replica.
 */
@NullMarked
package dev.drover;

import org.jspecify.annotations.NullMarked;
