/** The {@code web3_} methods, which describe the program. */
@NullMarked
package dev.drover.rpc.web3;

import org.jspecify.annotations.NullMarked;
