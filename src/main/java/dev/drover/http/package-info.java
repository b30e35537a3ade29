/**
 * JSON-RPC over HTTP, compatible with geth's server (node/rpcstack.go, rpc/http.go) in the methods, content types, hosts and
 * origins that it accepts, in its body limit and in its answer to health checks. It is a thin layer: RequestHandler checks the
 * request, BodyReader reads its body, the {@link dev.drover.rpc.Dispatcher} answers it, and RequestHandler sends the answer,
 * compressed by Gzip and, if it is large, at the client's pace by LargeBody. Every answer names the head it was read at in
 * {@code X-Head-Number} (decimal) and {@code X-Head-Hash}.
 *
 * <p>There is one {@link dev.drover.http.HttpVerticle} per core. The instances share only the {@link
 * dev.drover.http.HttpService}.
 */
@NullMarked
package dev.drover.http;

import org.jspecify.annotations.NullMarked;
