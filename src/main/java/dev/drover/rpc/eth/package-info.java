/**
 * The {@code eth_} methods, one class per family. They know no transport: the {@link dev.drover.rpc.Dispatcher} calls
 * them with parsed parameters and a {@link dev.drover.rpc.CallContext}, and they return a {@link dev.drover.json.Json}
 * that writes the result.
 *
 * <p>{@link dev.drover.rpc.eth.EthMethods} registers all families: {@code EthBlocks}, {@code EthTransactions}, {@code
 * EthReceipts}, {@link dev.drover.rpc.eth.EthLogs}, {@code EthState}, {@code EthCall}, {@code EthSimulate}, {@code
 * EthFees}, {@code EthChain}, {@code EthConfig}, {@code EthSyncing} and {@code EthCapabilities}. Filters are in {@code
 * rpc.filter}.
 *
 * <p>A method takes a {@link dev.drover.rpc.HeadReader} from its context, which reads everything at the head of the
 * request, so that the calls of a batch are consistent. It finds its data there, and hands it to a class of {@code
 * rpc.encode}; methods that run contracts use {@code rpc.call} or {@code rpc.simulate}. An unknown block or transaction
 * is null in the response; data that should be in the store and is not causes a {@code MissingDataException}, which
 * becomes an error.
 *
 * <p>To add a method, write a function in the class of its family and register it there in one line: the name, the
 * {@link dev.drover.rpc.Lane} (INSTANT for memory only, READ if it reads the store, EVM if it runs contracts), a {@link
 * dev.drover.rpc.Param} for each parameter, and the function. {@code memoryFirst} adds a variant that answers on the
 * event loop if everything is cached. Errors are {@link dev.drover.rpc.RpcException}s with geth's texts. Then update
 * the table of methods in the README, and compare the responses to recorded ones in a test.
 */
@NullMarked
package dev.drover.rpc.eth;

import org.jspecify.annotations.NullMarked;
