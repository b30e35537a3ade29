/**
 * The JSON encoding of blocks, headers, transactions, receipts, logs and proofs, exactly as geth writes them. It is
 * used by the method families, by filters and by subscriptions; it finds nothing itself, but is handed the values to
 * write.
 *
 * <p>Each class writes one kind of object to a {@link dev.drover.json.JsonWriter}: {@link
 * dev.drover.rpc.encode.BlockJson}, {@link dev.drover.rpc.encode.HeaderJson}, {@link
 * dev.drover.rpc.encode.TransactionJson}, {@link dev.drover.rpc.encode.ReceiptJson} and {@link
 * dev.drover.rpc.encode.ProofJson}. {@link dev.drover.rpc.encode.EncodedBlocks} caches encoded blocks by hash, so that
 * polls for the latest block are answered from memory on the event loop. {@link dev.drover.rpc.encode.CatchUp} is the
 * progress that {@code eth_syncing} and the {@code syncing} subscription report.
 *
 * <p>The members appear in geth's order, and clients compare responses byte for byte. Members of inactive forks are
 * omitted in blocks and null in {@code newHeads}; the header classes distinguish both.
 *
 * <p>To add a member, add it to the class of its object at the place where geth has it, with the fork that introduces
 * it; the recorded answers in the tests show whether it matches. To add a kind of object, add a class with a static
 * {@code write} method that takes the value and the writer.
 */
@NullMarked
package dev.drover.rpc.encode;

import org.jspecify.annotations.NullMarked;
