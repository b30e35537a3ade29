/**
 * Runs GeneralStateTests (github.com/ethereum/tests) on the EVM. {@link dev.drover.statetest.StateTestFiles} finds the tests,
 * {@link dev.drover.statetest.StateTest} runs one case and compares the resulting state root and logs with the expected ones.
 */
@NullMarked
package dev.drover.statetest;

import org.jspecify.annotations.NullMarked;
