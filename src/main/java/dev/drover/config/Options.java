package dev.drover.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All options of a replica: mixed into the commands that run one. */
public final class Options {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "TOML file with settings; conf/drover.toml shows all. Flags and environment variables win over it.")
    @Nullable Path file;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    HeadOptions head;

    @Mixin
    PoolOptions pool;

    @Mixin
    StoreOptions store;

    @Mixin
    CacheOptions cache;

    @Mixin
    HttpOptions http;

    @Mixin
    WsOptions ws;

    @Mixin
    RpcOptions rpc;

    @Mixin
    GpoOptions gpo;

    @Mixin
    OpsOptions ops;

    @Mixin
    LogOptions log;

    /** The settings as given. Throws {@link ParameterException}, with the flag's name, if they make no sense. */
    public Config config() {
        try {
            return new Config(
                    kafka.config(Defaults.clientSettings(command.commandLine())),
                    head.config(),
                    pool.config(),
                    store.config(),
                    cache.config(),
                    http.config(rpc.bodyMaxBytes()),
                    ws.config(),
                    rpc.config(),
                    gpo.config(),
                    ops.config(),
                    log.config(),
                    ops.shutdownTimeout(rpc.config().timeout()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The settings that a command line alone makes, the defaults for the rest; what tests begin with. */
    public static Config parse(String... args) {
        return parse(null, args);
    }

    /** The settings that these defaults make, and the command line over them. */
    public static Config parse(@Nullable Defaults defaults, String... args) {
        Holder holder = new Holder();
        CommandLine line = new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true);
        if (defaults != null) {
            line.setDefaultValueProvider(defaults);
        }
        line.parseArgs(args);
        return holder.options.config();
    }

    /** The definitions of all options, in order. */
    public static CommandSpec spec() {
        return new CommandLine(new Holder()).getCommandSpec();
    }

    @Command(name = "drover", sortOptions = false)
    private static final class Holder {
        @Mixin
        Options options;
    }
}
