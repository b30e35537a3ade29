package dev.drover.rpc.call;

import dev.drover.config.EvmConfig;
import dev.drover.evm.CodeCache;
import dev.drover.state.States;

/**
 * The resources that all methods share that run contracts. Any thread.
 *
 * @param states the access to all states
 * @param codes the cache of analyzed contract code
 * @param limits the limits of one call
 */
public record EvmResources(States states, CodeCache codes, EvmConfig limits) {}
