package dev.drover.cli;

import dev.drover.config.Defaults;
import dev.drover.config.Options;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover config}: prints the settings in effect, or checks a configuration file. */
@Command(
        name = "config",
        description = "Prints the settings in effect as TOML, each with its origin. Secrets are masked.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true,
        subcommands = ConfigCommand.CheckCommand.class)
final class ConfigCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    Options options;

    @Override
    public void run() {
        options.config();
        PrintWriter out = spec.commandLine().getOut();
        EffectiveConfig.of(spec.commandLine()).print(out);
        out.flush();
    }

    /** {@code drover config check FILE}. */
    @Command(name = "check", description = "Checks a TOML configuration file.", mixinStandardHelpOptions = true)
    static final class CheckCommand implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "File to check.")
        Path file;

        @Override
        public Integer call() {
            List<String> faults = new ArrayList<>();
            try {
                Options.parse(Defaults.ofFile(file, faults));
            } catch (ParameterException | IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
            PrintWriter out = spec.commandLine().getOut();
            faults.forEach(out::println);
            out.println(file + (faults.isEmpty() ? ": ok" : ": not ok"));
            out.flush();
            return faults.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
        }
    }
}
