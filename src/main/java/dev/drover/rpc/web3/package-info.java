/** The {@code web3_} methods: about the program itself. */
@NullMarked
package dev.drover.rpc.web3;

import org.jspecify.annotations.NullMarked;
