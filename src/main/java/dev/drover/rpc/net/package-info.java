/** The {@code net_} methods: what a gateway without peers can truly say of the network. */
@NullMarked
package dev.drover.rpc.net;

import org.jspecify.annotations.NullMarked;
