/**
 * For operators: whether the replica lives and is ready, what it measures, and a line now and then that says how it gets on.
 * Lower packages know nothing of this one: they count in small objects of their own, which Gateway hands over here.
 */
@NullMarked
package dev.drover.ops;

import org.jspecify.annotations.NullMarked;
