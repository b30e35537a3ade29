/** To be described. */
@NullMarked
package dev.drover.rpc.call;

import org.jspecify.annotations.NullMarked;
