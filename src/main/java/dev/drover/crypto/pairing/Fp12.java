package dev.drover.crypto.pairing;

/** An element low + high · w with w² = v; the values of pairings. */
record Fp12(Fp6 low, Fp6 high) {}
