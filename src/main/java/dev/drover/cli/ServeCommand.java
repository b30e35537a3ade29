package dev.drover.cli;

import dev.drover.Gateway;
import dev.drover.config.Config;
import dev.drover.config.Options;
import dev.drover.config.Units;
import dev.drover.config.Version;
import dev.drover.health.StopSignal;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drover serve}: runs a replica until it is stopped. */
@Command(
        name = "serve",
        description = "Runs a replica: follows the topic of the masters and serves JSON-RPC until it is stopped.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        showDefaultValues = true)
final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    CommandSpec spec;

    @Mixin
    Options options;

    @Override
    public Integer call() {
        Config config = options.config();
        Logging.apply(config.log());
        String set = EffectiveConfig.of(spec.commandLine()).summary();
        log.info("{} starts with {}", Version.client(), set.isEmpty() ? "default settings" : set);
        try (StopSignal stop = new StopSignal().onShutdown(config.shutdownTimeout());
                Gateway gateway = Gateway.start(config)) {
            log.info(
                    "Serving HTTP on {}:{}, WebSocket on {}:{}, operators on {}:{}",
                    config.http().addr(),
                    gateway.httpPort(),
                    config.ws().addr(),
                    gateway.wsPort(),
                    config.ops().addr(),
                    gateway.opsPort());
            stop.await(Long.MAX_VALUE);
            log.info("Asked to stop: finishing requests for up to {}", Units.format(config.shutdownTimeout()));
        }
        log.info("Stopped");
        return ExitCode.OK;
    }
}
