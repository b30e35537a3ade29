/**
 * The Kafka clients of all packages, with one place for their settings, retries and error texts.
 *
 * <ul>
 *   <li>{@link dev.drover.kafka.KafkaTopic} is a topic and how to reach it. It merges Drover's and the user's client settings,
 *       creates consumers and producers, and words their errors.
 *   <li>{@link dev.drover.kafka.BrokerAdmin} asks the broker and decides how long to wait and how often to ask again.
 *   <li>{@link dev.drover.kafka.TopicAdmin} describes, checks and creates one topic with it; {@link dev.drover.kafka.Topics}
 *       creates the topics of write operations.
 *   <li>{@link dev.drover.kafka.TopicWatch} checks that a topic stays the one that reading began with.
 *   <li>{@link dev.drover.kafka.TopicTail} reads a topic whose loss does no harm.
 * </ul>
 *
 * The loops that read the data topic and the pool topic belong to {@code ingest} and {@code pool.live}: they decide what a gap or a
 * silent broker means.
 */
@NullMarked
package dev.drover.kafka;

import org.jspecify.annotations.NullMarked;
