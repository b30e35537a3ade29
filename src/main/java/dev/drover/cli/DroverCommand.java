package dev.drover.cli;

import dev.drover.config.Version;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command, {@code drover}, with its subcommands. */
@Command(
        name = "drover",
        description = "A JSON-RPC gateway for Ethereum that follows geth masters through Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = DroverCommand.Printed.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DevCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            InspectCommand.class,
            StateTestCommand.class,
            ConfigCommand.class,
            GenerateCompletion.class
        })
public final class DroverCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "specify a command: serve, dev, ... (drover --help lists them)");
    }

    static final class Printed implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.client()};
        }
    }
}
