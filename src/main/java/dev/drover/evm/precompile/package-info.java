/**
 * The precompiled contracts, from ecrecover at address 1 to p256verify at address 0x100.
 *
 * <p>{@link dev.drover.evm.precompile.Precompiles#at} returns the contracts of a fork. Each is a
 * {@link dev.drover.evm.precompile.Precompile}: {@code gas} is charged first, then {@code run} computes the output. A contract
 * that rejects invalid inputs implements {@code FalliblePrecompile}: its {@code compute} throws an
 * {@code InvalidInputException} with geth's error text, which is only found again for a trace or a top-level call.
 * {@code PrecompileInput} reads inputs, {@code Bn254Input} and {@code BlsGroup} decode and encode points. The curves are in
 * {@link dev.drover.crypto.pairing}, signatures and hashes in {@link dev.drover.crypto}.
 *
 * <p>Invariants: contracts are stateless and thread-safe; inputs may have any length and are never modified; the gas covers the
 * time that {@code run} takes, so {@code run} needs no interrupt.
 *
 * <p>To add a contract: implement {@code Precompile} or {@code FalliblePrecompile}, put it into the map of its fork in
 * {@code Precompiles}, and add its public test vectors to {@code PrecompileVectorsTest}. If a fork only changes the price, put
 * the contract into the map again with the new price.
 */
@NullMarked
package dev.drover.evm.precompile;

import org.jspecify.annotations.NullMarked;
