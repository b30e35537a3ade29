package dev.drover.cli;

import dev.drover.cdc.RecordingException;
import dev.drover.config.Defaults;
import dev.drover.config.StartupException;
import dev.drover.config.Suggestion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line: applies defaults, prints errors and determines the exit code. */
public final class CommandRunner {
    private CommandRunner() {}

    /** Runs the command and returns the exit code: 0 on success, 1 on failure, 2 on wrong usage. */
    public static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine line = commandLine().setOut(out).setErr(err);
        try {
            line.setDefaultValueProvider(Defaults.of(args, environment));
        } catch (IllegalArgumentException e) {
            err.println("drover: " + e.getMessage());
            return ExitCode.USAGE;
        }
        Defaults.warnings(environment).forEach(warning -> err.println("drover: " + warning));
        return line.execute(args);
    }

    /** Returns the command line without defaults from the environment or a file. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new DroverCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Otherwise geth's -http.port would be parsed as -h, for help.
                .setPosixClusteredShortOptionsAllowed(false)
                .setParameterExceptionHandler(CommandRunner::wrongUsage)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        HelpLayout.apply(line);
        return line;
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("drover: " + e.getMessage() + origin(e) + suggestion(e));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String origin(ParameterException e) {
        if (e.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                && e.getCommandLine().getDefaultValueProvider() instanceof Defaults defaults
                && e.getValue() != null
                && e.getValue().equals(defaults.defaultValue(option))) {
            return " (from " + defaults.origin(Defaults.key(option)) + ")";
        }
        return "";
    }

    private static String suggestion(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        String typed = unmatched.getUnmatched().getFirst().split("=", 2)[0];
        CommandLine command = e.getCommandLine();
        if (!typed.startsWith("-")) {
            return Suggestion.among(command.getSubcommands().keySet(), typed);
        }
        List<String> owners = commandsWith(command, typed);
        if (!owners.isEmpty()) {
            return command.getParent() == null
                    ? "; options follow the command: drover " + owners.getFirst() + " " + typed
                    : "; this is an option of " + String.join(", ", owners);
        }
        return Suggestion.among(command.getCommandSpec().optionsMap().keySet(), typed);
    }

    /** Returns the commands that have the option. */
    private static List<String> commandsWith(CommandLine command, String option) {
        CommandLine root = command.getParent() == null ? command : command.getParent();
        return root.getSubcommands().entrySet().stream()
                .filter(one -> one.getValue().getCommandSpec().optionsMap().containsKey(option))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof StartupException || e instanceof RecordingException) {
            err.println("drover: " + e.getMessage());
        } else {
            err.println("drover: unexpected error, please report it:");
            e.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }
}
