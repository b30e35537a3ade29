package dev.drover.crypto.pairing;

/** low + high · w with w² = v, where pairings have their values. */
record Fp12(Fp6 low, Fp6 high) {}
