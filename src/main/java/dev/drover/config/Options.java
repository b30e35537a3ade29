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

/** All options of a replica. A mixin of the commands that run one. */
public final class Options {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "TOML configuration file; conf/drover.toml lists all settings. Command-line options and"
                    + " environment variables take precedence over it.")
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

    /** Returns the parsed settings. Throws a {@link ParameterException} that names the flag if one is invalid. */
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

    /** Parses a command line without environment and configuration file, for tests. */
    public static Config parse(String... args) {
        return parse(null, args);
    }

    /** Parses a command line over the given defaults. */
    public static Config parse(@Nullable Defaults defaults, String... args) {
        Holder holder = new Holder();
        CommandLine line = new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true);
        if (defaults != null) {
            line.setDefaultValueProvider(defaults);
        }
        line.parseArgs(args);
        return holder.options.config();
    }

    /** Returns the definitions of all options, in order. */
    public static CommandSpec spec() {
        return new CommandLine(new Holder()).getCommandSpec();
    }

    @Command(name = "drover", sortOptions = false)
    private static final class Holder {
        @Mixin
        Options options;
    }
}
