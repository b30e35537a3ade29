/**
 * The chain as values: headers, bodies, transactions, receipts and logs as geth stores and hashes them, the head that a
 * replica follows, and the fork schedule. It uses only RLP and cryptography, and knows neither store nor transport.
 *
 * <p>Addresses, hashes and 256-bit words are {@link dev.drover.chain.Address}, {@link dev.drover.chain.Hash} and {@link
 * dev.drover.chain.Word}: immutable values without shared arrays. A {@link dev.drover.chain.Block} is a {@link
 * dev.drover.chain.Header} and a {@link dev.drover.chain.Body} with its {@link dev.drover.chain.Transaction}s; each
 * {@link dev.drover.chain.Receipt} is combined with its transaction. {@link dev.drover.chain.Senders} recovers and
 * caches who signed a transaction. {@link dev.drover.chain.ChainConfig} is the fork schedule that the masters store;
 * {@code rulesAt} returns the {@link dev.drover.chain.ForkRules} of a block, {@link dev.drover.chain.NextFees} the base
 * fees of the next one.
 *
 * <p>Decoding is strict: malformed bytes cause an {@link dev.drover.rlp.RlpException} and never a value with a part
 * missing. Fields of forks that were not active are null, which is different from empty.
 *
 * <p>To add a fork, add it to {@link dev.drover.chain.Fork} in the order of activation, with its member of geth's
 * config. To add a header field, append it to {@link dev.drover.chain.Header} and to its {@code decode} and {@code
 * encode}, and write it in {@code rpc.encode.HeaderJson}. To add a transaction type, add it to {@link
 * dev.drover.chain.TransactionType} and to the decoder, and extend {@code rpc.encode.TransactionJson}.
 */
@NullMarked
package dev.drover.chain;

import org.jspecify.annotations.NullMarked;
