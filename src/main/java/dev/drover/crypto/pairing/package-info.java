/**
 * The pairing-friendly elliptic curves of the protocol, BN254 and BLS12-381: field arithmetic, the curves, pairings,
 * multi-scalar multiplication and maps to the curves. Used by the precompiled contracts.
 *
 * <p>From the bottom up:
 *
 * <ul>
 *   <li>{@link dev.drover.crypto.pairing.PrimeField}, on {@code Montgomery} and {@code Montgomery4}, and the tower of extension
 *       fields {@code Fp2Field}, {@code Fp6Field} and {@code Fp12Field}. Elements are values, operations are methods of the
 *       {@link dev.drover.crypto.pairing.Field}.
 *   <li>{@link dev.drover.crypto.pairing.Curve} over any field, with {@link dev.drover.crypto.pairing.Point} in Jacobian
 *       coordinates; {@link dev.drover.crypto.pairing.MultiScalar} and {@link dev.drover.crypto.pairing.MapToCurve}.
 *   <li>{@link dev.drover.crypto.pairing.PairingCurve}: the two groups and the pairing, with {@code Miller} computing the lines
 *       of the Miller loop. {@link dev.drover.crypto.pairing.Bn254} and {@link dev.drover.crypto.pairing.Bls12381} add their
 *       constants, loop, final exponentiation and subgroup checks.
 * </ul>
 *
 * <p>Invariants: everything is immutable and thread-safe; nothing runs in constant time, because all inputs are public; callers
 * check that points are on the curve and in the right subgroup before they compute pairings.
 */
@NullMarked
package dev.drover.crypto.pairing;

import org.jspecify.annotations.NullMarked;
