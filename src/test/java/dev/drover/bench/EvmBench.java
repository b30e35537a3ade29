package dev.drover.bench;

import dev.drover.chain.Address;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.BlockContext;
import dev.drover.evm.CallResult;
import dev.drover.evm.CodeCache;
import dev.drover.evm.Evm;
import dev.drover.evm.Interrupt;
import dev.drover.evm.World;
import dev.drover.evm.precompile.Precompiles;
import dev.drover.trie.Account;
import dev.drover.trie.StateView;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the gas per second of the EVM under the rules of Osaka: loops of arithmetic, keccak and BN254 pairings, and
 * ERC-20 transfers between a thousand accounts, each in its own transaction. Measures CPU time, so that other programs do not
 * count. Arguments: the number of rounds (5), and the name of a benchmark to run only that one.
 */
public final class EvmBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Address CALLER = new Address(1, 2, 3);
    private static final Address CONTRACT = new Address(4, 5, 6);
    private static final int ACCOUNTS = 1_000;
    private static final BigInteger P =
            new BigInteger("21888242871839275222246405745257275088696311157297823662689037894645226208583");

    /** Squares, adds 7, divides by 3, counts down. */
    private static final String ARITHMETIC =
            "5f63ffffffff" + "5b" + "90800260070160039004" + "9060019003" + "80600657" + "00";

    private static final String KECCAK = "5b60405f205f525f56";

    /** Copies the input and calls the pairing precompile with it in an endless loop. */
    private static final String PAIRING = "6101805f5f37" + "5b" + "60205f6101805f60085afa50" + "600656";

    private static final String TRANSFER = "335f52" + "5f602052" + "60405f20" + "8054" + "602035" + "808210" + "603957"
            + "809103" + "909155" + "5f355f52" + "60405f20" + "8054" + "8201" + "9055" + "5f52"
            + "5f353363ddf252ad60205fa3" + "00" + "5b5f5ffd";

    private EvmBench() {}

    /** Runs the benchmarks and prints the results. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        String only = args.length > 1 ? args[1] : "";
        for (int round = 1; round <= rounds; round++) {
            measure(only, "arithmetic", () -> loop(ARITHMETIC, new byte[0], 200_000_000));
            measure(only, "keccak", () -> loop(KECCAK, new byte[0], 30_000_000));
            measure(only, "ERC-20", () -> transfers(20_000));
            measure(only, "pairing", () -> loop(PAIRING, pair(), 20_000_000));
        }
    }

    private static void measure(String only, String name, Supplier<Long> run) {
        if (!name.startsWith(only)) {
            return;
        }
        long start = THREADS.getCurrentThreadCpuTime();
        long gas = run.get();
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%-12s %8.1f Mgas/s%n", name, gas / seconds / 1e6);
    }

    /** Runs until the gas is used up. */
    private static long loop(String code, byte[] input, long gas) {
        CallResult result = evm(code).call(CALLER, CONTRACT, input, gas, Word.ZERO);
        if (result.gasLeft() > 0) {
            throw new IllegalStateException("ended early: " + result);
        }
        return gas;
    }

    private static long transfers(int count) {
        World world = world(TRANSFER);
        Evm evm = evm(world);
        long gas = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            byte[] key = new byte[64];
            System.arraycopy(account(i).toBytes(), 0, key, 12, 20);
            world.setStorage(CONTRACT, Word.of(Hash.keccak(key)), Word.of(1L << 40));
        }
        world.endTransaction(true);
        for (int i = 0; i < count; i++) {
            byte[] input = new byte[64];
            System.arraycopy(account((i * 7 + 1) % ACCOUNTS).toBytes(), 0, input, 12, 20);
            input[63] = 1;
            CallResult result = evm.call(account(i % ACCOUNTS), CONTRACT, input, 1_000_000, Word.ZERO);
            if (result.fault() != null) {
                throw new IllegalStateException(result.fault().message());
            }
            gas += 1_000_000 - result.gasLeft();
            world.endTransaction(true);
        }
        return gas;
    }

    private static Address account(int index) {
        return new Address(index * 0x9e3779b97f4a7c15L, index, index);
    }

    /** Returns an input whose product of pairings is one: e(P, Q) · e(-P, Q). */
    private static byte[] pair() {
        String g2 = "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
                + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
                + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
                + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";
        String one = "%064x".formatted(1);
        String two = "%064x".formatted(2);
        String minusTwo = "%064x".formatted(P.subtract(BigInteger.TWO));
        return HexFormat.of().parseHex(one + two + g2 + one + minusTwo + g2);
    }

    private static Evm evm(String code) {
        return evm(world(code));
    }

    private static Evm evm(World world) {
        ForkRules rules = new ForkRules(BigInteger.ONE, EnumSet.range(Fork.HOMESTEAD, Fork.OSAKA));
        BlockContext block = new BlockContext(
                rules, 1, 1, Address.ZERO, Word.ZERO, Hash.ZERO, 30_000_000, Word.ZERO, Word.ZERO, number -> Hash.ZERO);
        Precompiles precompiles = Precompiles.at(rules);
        return new Evm(world, block, precompiles::get, null, Interrupt.none());
    }

    private static World world(String code) {
        World world = new World(new NoState(), new CodeCache(1 << 20));
        world.setCode(CONTRACT, HexFormat.of().parseHex(code));
        world.endTransaction(true);
        return world;
    }

    /** An empty state. */
    private static final class NoState implements StateView {
        @Override
        public @Nullable Account account(Address address) {
            return null;
        }

        @Override
        public byte[] code(Hash codeHash) {
            throw new IllegalStateException("no code");
        }

        @Override
        public Word storage(Address address, Word slot) {
            return Word.ZERO;
        }
    }
}
