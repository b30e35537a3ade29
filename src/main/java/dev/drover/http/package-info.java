/**
 * JSON-RPC over HTTP, with the manners of geth's server (node/rpcstack.go, rpc/http.go): which methods, content types, hosts
 * and origins pass, how large a body may be, what a health check gets. A thin layer: the body goes to the
 * {@link dev.drover.rpc.Dispatcher}, its answer comes back, and every answer names the head it was read at in
 * {@code X-Head-Number} (decimal) and {@code X-Head-Hash}.
 *
 * <p>One {@link dev.drover.http.HttpVerticle} per core; the instances share nothing but counters.
 */
@NullMarked
package dev.drover.http;

import org.jspecify.annotations.NullMarked;
