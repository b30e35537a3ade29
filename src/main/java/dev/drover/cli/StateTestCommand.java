package dev.drover.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.statetest.StateTest;
import dev.drover.statetest.StateTestFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover statetest}: runs the state tests shared by all clients on the EVM. */
@Command(
        name = "statetest",
        description = "Runs GeneralStateTests (github.com/ethereum/tests) and prints a line of JSON per case: its name,"
                + " whether it passed, the state root after it, the fork, and an error if it failed.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all cases passed", "1:a case failed, or there was none", "2:wrong usage"})
public final class StateTestCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Test files, or directories or archives (.tar, .tar.gz) of them.")
    List<Path> paths = List.of();

    @Option(names = "--fork", paramLabel = "FORK", description = "Run only cases of this fork, such as Cancun.")
    @Nullable String fork;

    private int cases;
    private int failures;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Path path : paths) {
            StateTestFiles.forEach(path, (name, content) -> run(name, content, out));
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println(cases + " cases, " + failures + " failed");
        err.flush();
        return failures == 0 && cases > 0 ? ExitCode.OK : 1;
    }

    private void run(String file, byte[] content, PrintWriter out) {
        JsonNode tests;
        try {
            tests = JSON.readTree(content);
        } catch (IOException e) {
            print(file, "", new StateTest.Outcome(null, "not JSON: " + e.getMessage()), out);
            return;
        }
        for (Map.Entry<String, JsonNode> test : tests.properties()) {
            for (StateTest each : StateTest.of(test.getKey(), test.getValue())) {
                if (fork == null || fork.equals(each.fork())) {
                    print(each.name(), each.fork(), each.run(), out);
                }
            }
        }
    }

    private void print(String name, String fork, StateTest.Outcome outcome, PrintWriter out) {
        cases++;
        ObjectNode line = JSON.createObjectNode();
        line.put("name", name);
        line.put("pass", outcome.error() == null);
        if (outcome.stateRoot() != null) {
            line.put("stateRoot", outcome.stateRoot().toString());
        }
        line.put("fork", fork);
        if (outcome.error() != null) {
            failures++;
            line.put("error", outcome.error());
        }
        out.println(line);
    }
}
