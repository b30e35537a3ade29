/** To be described. */
@NullMarked
package dev.drover.rpc.simulate;

import org.jspecify.annotations.NullMarked;
