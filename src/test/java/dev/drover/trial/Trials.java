package dev.drover.trial;

import dev.drover.config.StartupException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the trial that the first argument names, or lists the trials. The profile {@code trials} starts it. */
@CommandLine.Command(
        name = "trials",
        description = "Trials of several processes. Name one, with its options:",
        customSynopsis =
                "mvn -q -Ptrials test-compile exec:exec -Dtrial=\"NAME [OPTIONS]\"   (NAME --help lists its options)",
        subcommands = {PoolTrial.class, FanoutTrial.class})
public final class Trials implements Runnable {
    @Spec
    CommandSpec spec;

    /** Runs a trial and ends the process: with 0, or with 1 if the trial failed or could not begin. */
    public static void main(String[] args) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Trials())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Trials::failed)
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof StartupException) {
            command.getErr().println("trials: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
