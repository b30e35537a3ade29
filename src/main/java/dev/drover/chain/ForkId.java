package dev.drover.chain;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** The checksum by which nodes detect whether they follow the same forks (EIP-2124, EIP-6122; geth: core/forkid). */
public final class ForkId {
    private ForkId() {}

    /**
     * Returns the checksum of the forks that are active at a time, including all forks by block number.
     *
     * @param genesisTime seconds since 1970, like {@code time}
     * @return 4 bytes
     */
    public static byte[] at(ChainConfig config, Hash genesis, long genesisTime, long time) {
        TreeSet<Long> numbers = new TreeSet<>(Long::compareUnsigned);
        TreeSet<Long> times = new TreeSet<>(Long::compareUnsigned);
        for (Map.Entry<Fork, Long> entry : config.forks().entrySet()) {
            (entry.getKey().isTimed() ? times : numbers).add(entry.getValue());
        }
        // Forks that are active from the genesis block on are part of the genesis hash.
        numbers.remove(0L);
        times.removeIf(start -> Long.compareUnsigned(start, genesisTime) <= 0 || Long.compareUnsigned(start, time) > 0);
        CRC32 sum = new CRC32();
        sum.update(genesis.toBytes());
        numbers.forEach(number -> add(sum, number));
        times.forEach(start -> add(sum, start));
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    }

    private static void add(CRC32 sum, long fork) {
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(fork).array());
    }
}
