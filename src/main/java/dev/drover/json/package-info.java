/**
 * Reading and writing of JSON in the forms that Ethereum clients use. Knows nothing of JSON-RPC, transports or the store.
 *
 * <p>{@link dev.drover.json.JsonWriter} writes values, among them quantities, byte strings, hashes and addresses, into
 * arrays that grow by pieces ({@link dev.drover.json.PieceBuffer}); a finished document is a sequence of
 * {@link dev.drover.json.Pieces}, which a transport sends without copying them. {@link dev.drover.json.Json} is a value that
 * can write itself: what a method of the gateway returns.
 *
 * <p>{@link dev.drover.json.HexJson} and {@link dev.drover.json.GoObject} read what clients send, by the rules of geth's
 * decoders. They refuse other input with a {@link dev.drover.json.JsonFormatException}, whose text is what geth would
 * answer, byte for byte. To support a new form of a value, add a reader to {@code HexJson} or a writer method to
 * {@code JsonWriter}; names and nesting of members belong to the classes in {@code rpc.encode}.
 */
@NullMarked
package dev.drover.json;

import org.jspecify.annotations.NullMarked;
