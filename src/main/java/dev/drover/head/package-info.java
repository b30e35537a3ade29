/**
 * The head: which block the replica follows, decided from the log alone, and the channel on which it is announced.
 */
@NullMarked
package dev.drover.head;

import org.jspecify.annotations.NullMarked;
