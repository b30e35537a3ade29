package dev.drover.ops;

/** All metrics defined by Drover, with their names and help texts. A name ends with its unit; counters end with {@code _total}. */
public enum Metric {
    BUILD_INFO(
            "drover_build_info", "Always 1; the labels contain the version and the Java release.", "version", "java"),
    READY("drover_ready", "1 if the replica is ready, otherwise 0."),

    HEAD_NUMBER("drover_head_block_number", "Number of the served head."),
    HEIGHT("ethereum_blockchain_height", "Number of the served head, under the name that other clients use."),
    HEAD_AGE("drover_head_age_seconds", "Time since the timestamp of the served head."),
    HEAD_EPOCH("drover_head_epoch", "Epoch of the served head: the number of rewinds on this topic so far."),
    HEAD_PUBLISHED("drover_head_published_total", "Number of head changes."),
    HEAD_REORGS("drover_head_reorgs_total", "Number of head changes that reverted blocks."),
    HEAD_REVERTED("drover_head_reverted_blocks_total", "Number of reverted blocks."),
    HEAD_REORG_DEPTH("drover_head_reorg_depth", "Largest number of blocks reverted by a single head change."),
    HEAD_REWINDS(
            "drover_head_rewinds_total", "Number of rewinds on which the masters insisted; each begins a new epoch."),
    HEAD_CLOCK_JUMPS(
            "drover_head_clock_jumps_total",
            "Number of records whose timestamp was more than 30 s ahead: either no master wrote for that long,"
                    + " or a master's clock is wrong."),

    INGEST_RECORDS("drover_ingest_records_total", "Number of records read from the topic."),
    INGEST_BYTES("drover_ingest_bytes_total", "Number of bytes of the records read from the topic."),
    INGEST_OPERATIONS(
            "drover_ingest_operations_total", "Number of key writes, applied or dropped, by class of key.", "class"),
    INGEST_HEARTBEATS("drover_ingest_heartbeats_total", "Number of heartbeats received from masters."),
    INGEST_DECODE_FAILURES("drover_ingest_decode_failures_total", "Number of records that could not be decoded."),
    INGEST_REJECTED(
            "drover_ingest_rejected_total",
            "Number of values that were not stored because they do not match the hash in their key.",
            "kind",
            "reason"),
    INGEST_HELD(
            "drover_ingest_held",
            "Number of values that wait for other content before they can be verified or stored."),
    INGEST_UNRESOLVED(
            "drover_ingest_unresolved_total",
            "Number of waits for content that ended without it: a correct copy, or content needed to verify a"
                    + " value, did not arrive in time."),
    INGEST_IGNORED_DELETES("drover_ingest_ignored_deletes_total", "Number of ignored deletes of content."),
    INGEST_OPEN_BATCHES("drover_ingest_open_batches", "Number of uncommitted batches."),
    INGEST_EVICTED_BATCHES("drover_ingest_evicted_batches_total", "Number of uncommitted batches evicted from memory."),
    INGEST_REREAD_BATCHES(
            "drover_ingest_reread_batches_total",
            "Number of evicted batches read again from the topic when their commit arrived."),
    INGEST_LOST_BATCHES(
            "drover_ingest_lost_batches_total",
            "Number of evicted batches that could not be read again; ingest stops because data is lost."),
    INGEST_EMPTY_COMMITS("drover_ingest_empty_commits_total", "Number of commits of batches without fragments."),
    INGEST_OFFSET("drover_ingest_offset", "Offset of the newest record read."),
    INGEST_LAG(
            "drover_ingest_lag_records",
            "Number of records between the newest record read and the end of the topic; NaN while the broker"
                    + " does not respond."),
    INGEST_SILENCE("drover_ingest_silence_seconds", "Time since the last record arrived, heartbeats included."),
    INGEST_WRITES("drover_ingest_writes_total", "Number of writes to the store."),
    INGEST_WRITE("drover_ingest_write_seconds_total", "Time spent writing to the store."),

    STORE_READS(
            "drover_store_reads_total",
            "Number of reads, by the layer that answered them and the result.",
            "layer",
            "result"),
    STORE_FILTERED("drover_store_filtered_total", "Number of lookups in the writable layer that its filter avoided."),
    STORE_BATCHES("drover_store_batches_total", "Number of batches written."),
    STORE_WRITES("drover_store_writes_total", "Number of keys put or deleted."),
    STORE_REPEATED(
            "drover_store_repeated_writes_total",
            "Number of writes skipped because the store already contained the same value."),
    STORE_WRITTEN("drover_store_written_bytes_total", "Number of bytes written to the journal."),
    STORE_TOP("drover_store_top_bytes", "Disk space used by the writable layer."),
    STORE_FREE("drover_store_free_bytes", "Free disk space on the volume of the store."),
    STORE_FILTER("drover_store_filter_bytes", "Memory used by the filter of written keys."),

    STATE_READS(
            "drover_state_reads_total",
            "Number of trie nodes and code entries read; result is hit (memory) or miss (store).",
            "result"),
    STATE_CACHE("drover_state_cache_bytes", "Memory used by the cache of trie nodes and code."),

    POOL_MEMBERS("drover_pool_members", "Number of pool members, as seen by this replica."),
    POOL_POSITION("drover_pool_released_position", "Position that the pool has released."),
    POOL_NUMBER("drover_pool_released_number", "Number of the block that the pool has released."),
    POOL_EPOCH("drover_pool_epoch", "Epoch of the pool: the number of rewinds it has followed."),
    POOL_WAITING(
            "drover_pool_waiting_seconds", "How long a head has been waiting for its release; 0 if none is waiting."),
    POOL_LEASE(
            "drover_pool_lease_remaining_seconds",
            "Time remaining on the lease of this replica; at 0 it does not answer requests."),
    POOL_HELD("drover_pool_held_requests", "Number of requests currently waiting for a head."),
    POOL_HOLD("drover_pool_hold_seconds", "Histogram of the time that requests were held."),
    POOL_RELEASE(
            "drover_pool_release_seconds",
            "Histogram of the time between applying a head on this replica and its release."),
    POOL_TRIP("drover_pool_trip_seconds", "Histogram of the round-trip time of this replica's records through Kafka."),
    POOL_REFUSED(
            "drover_pool_refused_total",
            "Number of requests refused with 503 because there was no head to answer from.",
            "why"),
    POOL_UNSAFE(
            "drover_pool_unsafe_total", "Number of requests answered without a lease (--pool.on-kafka-loss=serve)."),
    POOL_IGNORED("drover_pool_records_ignored_total", "Number of records of the pool topic that were ignored.", "why"),
    POOL_LEFT("drover_pool_left_total", "Number of times this replica left the pool.", "why"),
    POOL_EXPELLED("drover_pool_expelled_total", "Number of members expelled because they were silent."),
    POOL_SEND_FAILURES("drover_pool_send_failures_total", "Number of records that could not be sent to Kafka."),
    POOL_NOTES(
            "drover_pool_notes_total",
            "Number of notes about polled filters exchanged between replicas: told (sent), heard (received), or"
                    + " lost because they could not be sent to Kafka.",
            "what"),

    RPC_REQUESTS(
            "drover_rpc_requests_total",
            "Number of requests answered; outcome is ok or the kind of error.",
            "method",
            "outcome"),
    RPC_SECONDS(
            "drover_rpc_request_seconds", "Histogram of the time from the start of a request to its answer.", "method"),
    RPC_INFLIGHT("drover_rpc_inflight", "Number of requests running or queued in a lane.", "lane"),
    RPC_REJECTED("drover_rpc_rejected_total", "Number of requests rejected because their lane was full.", "lane"),

    HTTP_CONNECTIONS("drover_http_connections", "Number of open connections to the HTTP port."),
    HTTP_REFUSED(
            "drover_http_refused_total",
            "Number of connections closed because the maximum number of connections was reached."),

    WS_CONNECTIONS("drover_ws_connections", "Number of open WebSocket sessions."),
    WS_SUBSCRIPTIONS("drover_ws_subscriptions", "Number of active subscriptions."),
    WS_NOTIFICATIONS("drover_ws_notifications_total", "Number of notifications written to sockets."),
    WS_FANOUT(
            "drover_ws_fanout_seconds",
            "Histogram of the time from the announcement of a block until it is written to the last"
                    + " subscriber's socket, per event loop."),
    WS_RESUMED(
            "drover_ws_resumed_blocks_total",
            "Number of blocks read from the store for subscriptions that started in the past or fell behind."),
    WS_BEHIND(
            "drover_ws_behind_total",
            "Number of times a client read too slowly to be notified of a block immediately; its notifications"
                    + " were read from the store later."),
    WS_MISSED(
            "drover_ws_missed_changes_total",
            "Number of head changes that did not follow directly on the previous one; the blocks between them"
                    + " were read from the store."),
    WS_PENDING_DROPPED(
            "drover_ws_pending_dropped_total",
            "Number of pending transactions that were not reported because an event loop was too busy."),
    TXPOOL_TRANSACTIONS("drover_txpool_transactions_total", "Number of distinct pending transactions received."),
    TXPOOL_MALFORMED(
            "drover_txpool_malformed_total",
            "Number of records of the pending transaction topic that are not a transaction."),
    WS_DROPPED("drover_ws_dropped_total", "Number of sessions closed or refused by this replica.", "reason");

    private final String metricName;
    private final String help;
    private final String labels;

    Metric(String metricName, String help, String... labels) {
        this.metricName = metricName;
        this.help = help;
        this.labels = String.join(", ", labels);
    }

    /** Returns the name as shown by Prometheus. */
    public String metricName() {
        return metricName;
    }

    /** Returns the help text, a sentence. */
    public String help() {
        return help;
    }

    /** Returns the names of the labels, comma-separated. Each label has a bounded set of values. */
    public String labels() {
        return labels;
    }
}
