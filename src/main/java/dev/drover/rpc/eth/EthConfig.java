package dev.drover.rpc.eth;

import dev.drover.chain.Address;
import dev.drover.chain.BlobParameters;
import dev.drover.chain.BlockId;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkId;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.CallContext;
import dev.drover.rpc.HeadReader;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code eth_config}: the current fork, the next one and the last one planned, from which operators see whether all
 * nodes are prepared (EIP-7910; geth: internal/ethapi/api.go). The fork schedule is the one that the masters store; a
 * replica has none of its own. Forks by block number are in the past for this method and are not reported.
 */
final class EthConfig {
    private EthConfig() {}

    /** Registers the method. */
    static void register(MethodTable table) {
        table.addAtHead("eth_config", Lane.READ, EthConfig::config);
    }

    private static Json config(CallContext context) {
        HeadReader reader = HeadReader.of(context);
        ChainConfig config = reader.chain().config();
        Header genesis = genesis(reader);
        long now = reader.headHeader().time();
        List<Fork> timed =
                config.forks().keySet().stream().filter(Fork::isTimed).toList();
        Fork current = timed.stream()
                .filter(fork -> Long.compareUnsigned(start(config, fork), now) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Fork next = timed.stream()
                .filter(fork -> current == null || fork.compareTo(current) > 0)
                .findFirst()
                .orElse(null);
        return out -> {
            out.beginObject();
            write("current", current, config, genesis, out);
            write("next", next, config, genesis, out);
            write("last", next == null ? null : timed.getLast(), config, genesis, out);
            out.endObject();
        };
    }

    private static void write(String name, @Nullable Fork fork, ChainConfig config, Header genesis, JsonWriter out) {
        out.name(name);
        if (fork == null) {
            out.nullValue();
            return;
        }
        long start = start(config, fork);
        ForkRules rules = config.rulesAt(Long.MAX_VALUE, start, true);
        out.beginObject();
        boolean fromGenesis = Long.compareUnsigned(start, genesis.time()) <= 0;
        out.name("activationTime").number(fromGenesis ? 0 : start);
        out.name("blobSchedule");
        writeBlobs(config.blobParametersAt(start), out);
        out.name("chainId").quantity(config.chainId());
        out.name("forkId").data(ForkId.at(config, genesis.hash(), genesis.time(), start));
        writeContracts("precompiles", ForkContracts.precompiles(rules), out);
        writeContracts("systemContracts", ForkContracts.system(config, rules), out);
        out.endObject();
    }

    private static void writeBlobs(@Nullable BlobParameters blobs, JsonWriter out) {
        if (blobs == null) {
            out.nullValue();
            return;
        }
        out.beginObject();
        out.name("target").number(blobs.target());
        out.name("max").number(blobs.max());
        out.name("baseFeeUpdateFraction").number(blobs.baseFeeUpdateFraction());
        out.endObject();
    }

    private static void writeContracts(String name, Map<String, Address> contracts, JsonWriter out) {
        out.name(name).beginObject();
        contracts.forEach((contract, address) -> out.name(contract).address(address));
        out.endObject();
    }

    private static long start(ChainConfig config, Fork fork) {
        return config.forks().getOrDefault(fork, -1L);
    }

    private static Header genesis(HeadReader reader) {
        BlockId id = reader.find(BlockRef.Tag.EARLIEST);
        if (id == null) {
            throw new MissingDataException("the genesis block is not in the store");
        }
        return reader.chain().header(id);
    }
}
