/**
 * The Ethereum virtual machine: opcodes, gas, transactions and blocks under the rules of every fork.
 */
@NullMarked
package dev.drover.evm;

import org.jspecify.annotations.NullMarked;
