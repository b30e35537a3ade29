package dev.drover.cli;

import dev.drover.health.FatalErrors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point: runs the command line and exits with its code: 0, 1 if the work failed, 2 if the usage was wrong. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        FatalErrors.exitOnUncaught();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(CommandRunner.run(args, System.getenv(), out, err));
    }
}
