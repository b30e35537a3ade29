/**
 * Reading topics whose loss does no harm: news that is told on, and missed while a broker is away. What the chain and the pool
 * rest on is read elsewhere, and more strictly.
 */
@NullMarked
package dev.drover.kafka;

import org.jspecify.annotations.NullMarked;
