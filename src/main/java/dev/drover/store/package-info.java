/**
 * The layered store: a writable top over read-only layers, the lowest a copy of a geth database. Only this package knows
 * LevelDB.
 */
@NullMarked
package dev.drover.store;

import org.jspecify.annotations.NullMarked;
