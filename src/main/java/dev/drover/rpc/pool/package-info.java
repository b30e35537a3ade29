/** The method {@code drover_poolStatus}, which shows operators the state of the pool ({@link dev.drover.pool}). */
@NullMarked
package dev.drover.rpc.pool;

import org.jspecify.annotations.NullMarked;
