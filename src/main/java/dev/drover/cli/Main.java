package dev.drover.cli;

import dev.drover.health.FatalErrors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point. Runs the command line and exits with 0 on success, 1 on failure or 2 on wrong usage. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        FatalErrors.exitOnUncaught();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(CommandRunner.run(args, System.getenv(), out, err));
    }
}
