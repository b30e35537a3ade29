package dev.drover.ops;

/** Every metric of Drover's own: the only place for their names. Units come last, {@code _total} marks counters. */
public enum Metric {
    BUILD_INFO("drover_build_info", "Always 1; the labels say what runs.", "version", "java"),
    READY("drover_ready", "1 if the replica is ready, else 0."),

    HEAD_NUMBER("drover_head_block_number", "Number of the head that is served."),
    HEIGHT("ethereum_blockchain_height", "The same under the name that other clients use."),
    HEAD_AGE("drover_head_age_seconds", "Time since the head's own timestamp."),
    HEAD_EPOCH("drover_head_epoch", "Rewinds so far in the life of this topic, as the head knows them."),
    HEAD_PUBLISHED("drover_head_published_total", "Head changes."),
    HEAD_REORGS("drover_head_reorgs_total", "Head changes that reverted blocks."),
    HEAD_REVERTED("drover_head_reverted_blocks_total", "Blocks that were reverted."),
    HEAD_REORG_DEPTH("drover_head_reorg_depth", "Most blocks that one head change has reverted."),
    HEAD_REWINDS("drover_head_rewinds_total", "Times that the masters insisted on going back: new epochs."),
    HEAD_CLOCK_JUMPS(
            "drover_head_clock_jumps_total",
            "Records whose timestamp was more than 30 s ahead: no master wrote for that long, or one has a wrong clock."),

    INGEST_RECORDS("drover_ingest_records_total", "Records read from the topic."),
    INGEST_BYTES("drover_ingest_bytes_total", "Bytes of records read from the topic."),
    INGEST_OPERATIONS("drover_ingest_operations_total", "Key writes that took effect or were dropped.", "class"),
    INGEST_HEARTBEATS("drover_ingest_heartbeats_total", "Heartbeats of masters."),
    INGEST_DECODE_FAILURES("drover_ingest_decode_failures_total", "Records that could not be decoded."),
    INGEST_REJECTED(
            "drover_ingest_rejected_total",
            "Content that is not what the hash in its key names, and was not stored.",
            "kind",
            "reason"),
    INGEST_HELD("drover_ingest_held", "Content that waits for other content before it can be checked or stored."),
    INGEST_UNRESOLVED(
            "drover_ingest_unresolved_total", "Content whose check needed other content, or a correct copy, in vain."),
    INGEST_IGNORED_DELETES("drover_ingest_ignored_deletes_total", "Deletes of content, which are not obeyed."),
    INGEST_OPEN_BATCHES("drover_ingest_open_batches", "Batches whose commit record has not come."),
    INGEST_EVICTED_BATCHES(
            "drover_ingest_evicted_batches_total", "Open batches dropped from memory before their commit arrived."),
    INGEST_REREAD_BATCHES(
            "drover_ingest_reread_batches_total", "Dropped batches that were read again at their commit."),
    INGEST_LOST_BATCHES(
            "drover_ingest_lost_batches_total", "Batches that could not be read again: lost data, ingest stops."),
    INGEST_EMPTY_COMMITS("drover_ingest_empty_commits_total", "Commits of batches without a fragment."),
    INGEST_OFFSET("drover_ingest_offset", "Offset of the newest record read."),
    INGEST_LAG(
            "drover_ingest_lag_records", "Records between that and the topic's end; NaN while the broker is silent."),
    INGEST_SILENCE("drover_ingest_silence_seconds", "Time since any record came, heartbeats included."),
    INGEST_WRITES("drover_ingest_writes_total", "Writes to the store."),
    INGEST_WRITE("drover_ingest_write_seconds_total", "Time spent in writes to the store."),

    STORE_READS("drover_store_reads_total", "Reads by where they ended.", "layer", "result"),
    STORE_FILTERED("drover_store_filtered_total", "Searches of the writable layer that its filter made needless."),
    STORE_BATCHES("drover_store_batches_total", "Batches written."),
    STORE_WRITES("drover_store_writes_total", "Keys put or deleted."),
    STORE_REPEATED("drover_store_repeated_writes_total", "Writes left out because the same bytes were there."),
    STORE_WRITTEN("drover_store_written_bytes_total", "Bytes written to the journal."),
    STORE_TOP("drover_store_top_bytes", "Disk space that the writable layer takes."),
    STORE_FREE("drover_store_free_bytes", "Disk space left beside the store."),
    STORE_FILTER("drover_store_filter_bytes", "Memory that the filter of written keys takes."),

    STATE_READS(
            "drover_state_reads_total", "Trie nodes and code read; result is hit (memory) or miss (store).", "result"),
    STATE_CACHE("drover_state_cache_bytes", "Memory that trie nodes and code take."),

    POOL_MEMBERS("drover_pool_members", "Members of the pool, as this replica sees it."),
    POOL_POSITION("drover_pool_released_position", "Position that the pool has released."),
    POOL_NUMBER("drover_pool_released_number", "Number of the block that the pool has released."),
    POOL_EPOCH("drover_pool_epoch", "Rewinds that the pool has followed."),
    POOL_WAITING("drover_pool_waiting_seconds", "How long a head has waited to be released; 0: none waits."),
    POOL_LEASE("drover_pool_lease_remaining_seconds", "What is left of the own lease; 0: nothing is answered."),
    POOL_HELD("drover_pool_held_requests", "Requests that wait for a head now."),
    POOL_HOLD("drover_pool_hold_seconds", "Histogram of the time that requests were held."),
    POOL_RELEASE(
            "drover_pool_release_seconds", "Histogram of the time from a head's being applied here to its release."),
    POOL_TRIP("drover_pool_trip_seconds", "Histogram of the time of own records through Kafka and back."),
    POOL_REFUSED("drover_pool_refused_total", "Requests that got 503 for want of a head.", "why"),
    POOL_UNSAFE("drover_pool_unsafe_total", "Requests answered without a lease: --pool.on-kafka-loss=serve."),
    POOL_IGNORED("drover_pool_records_ignored_total", "Records of the pool topic without effect.", "why"),
    POOL_LEFT("drover_pool_left_total", "Own sessions that ended.", "why"),
    POOL_EXPELLED("drover_pool_expelled_total", "Members that were removed because they were silent."),
    POOL_SEND_FAILURES("drover_pool_send_failures_total", "Records that Kafka did not take."),
    POOL_NOTES(
            "drover_pool_notes_total",
            "Notes between replicas on how far filters were polled: told, heard, or lost because Kafka did not take them.",
            "what"),

    RPC_REQUESTS(
            "drover_rpc_requests_total", "Calls answered; outcome is ok or the kind of fault.", "method", "outcome"),
    RPC_SECONDS("drover_rpc_request_seconds", "Histogram of the time from a call's turn to its answer.", "method"),
    RPC_INFLIGHT("drover_rpc_inflight", "Calls that run or wait in a lane.", "lane"),
    RPC_REJECTED("drover_rpc_rejected_total", "Calls refused because their lane was full.", "lane"),

    HTTP_CONNECTIONS("drover_http_connections", "Open connections of the HTTP port."),
    HTTP_REFUSED("drover_http_refused_total", "Connections closed at once because there were too many."),

    WS_CONNECTIONS("drover_ws_connections", "Open WebSocket sessions."),
    WS_SUBSCRIPTIONS("drover_ws_subscriptions", "Live subscriptions."),
    WS_NOTIFICATIONS("drover_ws_notifications_total", "Notifications handed to sockets."),
    WS_FANOUT(
            "drover_ws_fanout_seconds",
            "From the announcement of a block to the hand-over to the last subscriber's socket, for each event loop."),
    WS_RESUMED(
            "drover_ws_resumed_blocks_total", "Blocks read for subscriptions that began in the past or fell behind."),
    WS_BEHIND(
            "drover_ws_behind_total",
            "Times that a client read too slowly to be told of a block at once; the rest was read from the store."),
    WS_MISSED(
            "drover_ws_missed_changes_total",
            "Head changes that did not follow on the one before; what lay between was read from the store."),
    WS_PENDING_DROPPED(
            "drover_ws_pending_dropped_total", "Pending transactions that an event loop was too busy to tell of."),
    TXPOOL_TRANSACTIONS("drover_txpool_transactions_total", "Different pending transactions heard of."),
    TXPOOL_MALFORMED(
            "drover_txpool_malformed_total", "Records of the pending-transaction topic without a transaction."),
    WS_DROPPED("drover_ws_dropped_total", "Sessions ended or refused by us.", "reason");

    private final String metricName;
    private final String help;
    private final String labels;

    Metric(String metricName, String help, String... labels) {
        this.metricName = metricName;
        this.help = help;
        this.labels = String.join(", ", labels);
    }

    /** The name as Prometheus shows it. */
    public String metricName() {
        return metricName;
    }

    /** What it says, a sentence. */
    public String help() {
        return help;
    }

    /** The names of its labels, separated by commas; their values come from closed sets. */
    public String labels() {
        return labels;
    }
}
