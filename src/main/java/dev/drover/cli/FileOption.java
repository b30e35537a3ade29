package dev.drover.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --file} of commands that also accept the recording as an argument. */
final class FileOption {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(names = "--file", paramLabel = "FILE", description = "Same as the argument FILE.")
    @Nullable Path file;

    /**
     * Returns the file given as an argument or with the option, or null if there is none.
     *
     * @throws ParameterException if both were given
     */
    @Nullable Path or(@Nullable Path argument) {
        if (file != null && argument != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "two files are given, " + argument + " and --file " + file + ": specify one");
        }
        return file == null ? argument : file;
    }
}
