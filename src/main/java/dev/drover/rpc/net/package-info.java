/** The {@code net_} methods, as far as they apply to a gateway without peers. */
@NullMarked
package dev.drover.rpc.net;

import org.jspecify.annotations.NullMarked;
