/** The methods that tell operators of the pool ({@link dev.drover.pool}). */
@NullMarked
package dev.drover.rpc.pool;

import org.jspecify.annotations.NullMarked;
