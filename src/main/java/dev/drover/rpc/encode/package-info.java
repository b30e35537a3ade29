/** To be described. */
@NullMarked
package dev.drover.rpc.encode;

import org.jspecify.annotations.NullMarked;
