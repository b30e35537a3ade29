/**
 * The command line: one class per subcommand. A command reads its options, does its work or hands it to Gateway, and prints
 * its results to the standard output; the log goes to the standard error stream.
 */
@NullMarked
package dev.drover.cli;

import org.jspecify.annotations.NullMarked;
