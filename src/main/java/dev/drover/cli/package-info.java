/**
 * The command line. {@link dev.drover.cli.Main} is the entry point, {@link dev.drover.cli.CommandRunner} parses the command
 * line and reports errors, and each subcommand is a class ({@code serve} is {@link dev.drover.cli.ServeCommand}). A command
 * reads its options, runs the {@code Gateway} or a tool of another package ({@code broker}, {@code replay}, {@code inspect},
 * {@code statetest}), and prints its results to standard output. The log goes to standard error.
 *
 * <ul>
 *   <li>{@code serve} and {@code dev} run a replica; {@code dev} brings a broker and replayed masters.
 *   <li>{@code record}, {@code replay} and {@code inspect} work on a topic or a recording of one.
 *   <li>{@code config} prints or checks settings; {@code statetest} runs GeneralStateTests.
 * </ul>
 *
 * <p>The options of a replica come from {@code config}; those of the tools are mixins here. A failure that the user can fix is
 * a {@link dev.drover.config.StartupException}, of which only the message is printed.
 *
 * <p>To add a command, write its class and list it in {@link dev.drover.cli.DroverCommand}. No other package may use this one.
 */
@NullMarked
package dev.drover.cli;

import org.jspecify.annotations.NullMarked;
