package dev.drover.crypto.pairing;

/** An element a + b · v + c · v² with v³ = ξ. */
record Fp6(Fp2 a, Fp2 b, Fp2 c) {}
