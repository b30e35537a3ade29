/**
 * What several parts need of Kafka: reading topics whose loss does no harm ({@link dev.drover.kafka.TopicTail}), and watching that a
 * topic stays the one that reading began with ({@link dev.drover.kafka.TopicWatch}). The topics that the chain and the pool rest on
 * are read by their owners.
 */
@NullMarked
package dev.drover.kafka;

import org.jspecify.annotations.NullMarked;
