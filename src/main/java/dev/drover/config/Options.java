package dev.drover.config;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All options of a replica: mixed into the commands that run one. */
public final class Options {
    @Mixin
    KafkaOptions kafka;

    @Mixin
    HeadOptions head;

    @Mixin
    OpsOptions ops;

    @Mixin
    LogOptions log;

    /** The settings as given. Throws IllegalArgumentException, with the flag's name, if they make no sense. */
    public Config config() {
        return new Config(kafka.config(), head.config(), ops.config(), log.config());
    }

    /** The settings that a command line alone makes, the defaults for the rest; what tests begin with. */
    public static Config parse(String... args) {
        Holder holder = new Holder();
        new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return holder.options.config();
    }

    /** The definitions of all options, in order. */
    public static CommandLine.Model.CommandSpec spec() {
        return new CommandLine(new Holder()).getCommandSpec();
    }

    @Command(name = "drover", sortOptions = false)
    private static final class Holder {
        @Mixin
        Options options;
    }
}
