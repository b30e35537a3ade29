/**
 * The elliptic curves with a pairing that the protocol knows, BN254 and BLS12-381: fields, curves over them, pairings and
 * maps onto the curves. Not in constant time: for public inputs only.
 */
@NullMarked
package dev.drover.crypto.pairing;

import org.jspecify.annotations.NullMarked;
