/**
 * The wire: the write operations that masters put into Kafka, to the byte, and the gathering of batches from their
 * fragments. Knows no Kafka.
 */
@NullMarked
package dev.drover.cdc;

import org.jspecify.annotations.NullMarked;
