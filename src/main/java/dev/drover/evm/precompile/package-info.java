/**
 * The contracts that the protocol itself provides, from ecrecover at address 1 to p256verify at 0x100, each with the
 * schedule of gas of the fork in force.
 */
@NullMarked
package dev.drover.evm.precompile;

import org.jspecify.annotations.NullMarked;
