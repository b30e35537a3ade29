package dev.drover.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --file} of the commands that also take their recording as an argument. */
final class FileOption {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(names = "--file", paramLabel = "FILE", description = "The same as the argument FILE.")
    @Nullable Path file;

    /**
     * Returns the file that was given, as argument or option; null if none was.
     *
     * @throws ParameterException if both were given
     */
    @Nullable Path or(@Nullable Path argument) {
        if (file != null && argument != null) {
            throw new ParameterException(
                    command.commandLine(), "two files are given, " + argument + " and --file " + file + ": name one");
        }
        return file == null ? argument : file;
    }
}
