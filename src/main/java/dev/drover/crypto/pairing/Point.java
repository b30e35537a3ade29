package dev.drover.crypto.pairing;

/**
 * A point (x / z², y / z³) of a curve in Jacobian coordinates; infinity if z is 0.
 *
 * @param <E> an element of the field of the coordinates
 */
public record Point<E>(E x, E y, E z) {}
