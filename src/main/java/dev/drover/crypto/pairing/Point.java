package dev.drover.crypto.pairing;

/**
 * A point (x / z², y / z³) of a curve; infinity if z is 0.
 *
 * @param <E> an element of the field that the curve is over
 */
public record Point<E>(E x, E y, E z) {}
