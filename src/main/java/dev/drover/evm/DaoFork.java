package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The one irregular change of the main chain's state: all ether of the DAO and its children moves (EIP-779). */
final class DaoFork {
    /** Where the ether goes: a contract from which its owners can withdraw it. */
    static final Address REFUND = Address.fromHex("0xbf4ed7b27f1d666546e30d74d50d173d20bca754");

    private static final String ACCOUNTS = "dao-accounts.txt";

    private DaoFork() {}

    /** True if the block with this number begins with the change. */
    static boolean isAt(ChainConfig config, long number) {
        Long fork = config.forks().get(Fork.DAO);
        return config.daoForkSupport() && fork != null && fork == number;
    }

    /**
     * Moves the ether, as a transaction of its own.
     *
     * @param deleteEmpty whether accounts with nothing in them go (EIP-161); not on the main chain, where that came later
     */
    static void apply(World world, boolean deleteEmpty) {
        world.addBalance(REFUND, Word.ZERO);
        for (Address account : accounts()) {
            world.addBalance(REFUND, world.balance(account));
            world.setBalance(account, Word.ZERO);
        }
        world.endTransaction(deleteEmpty);
    }

    /** The accounts that are emptied. */
    static List<Address> accounts() {
        try (InputStream in = Objects.requireNonNull(DaoFork.class.getResourceAsStream(ACCOUNTS))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Address::fromHex)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
