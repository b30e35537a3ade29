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

/** Mainnet's only irregular state change: all ether of the DAO and its children moves to a refund contract (EIP-779). */
final class DaoFork {
    /** The contract from which the owners can withdraw their ether. */
    static final Address REFUND = Address.fromHex("0xbf4ed7b27f1d666546e30d74d50d173d20bca754");

    private static final String ACCOUNTS = "dao-accounts.txt";

    private DaoFork() {}

    /** Returns whether the change applies at the beginning of the block with this number. */
    static boolean isAt(ChainConfig config, long number) {
        Long fork = config.forks().get(Fork.DAO);
        return config.daoForkSupport() && fork != null && fork == number;
    }

    /**
     * Moves the ether and ends the transaction.
     *
     * @param deleteEmpty whether empty accounts are deleted (EIP-161); false on mainnet, where EIP-161 came later
     */
    static void apply(World world, boolean deleteEmpty) {
        world.addBalance(REFUND, Word.ZERO);
        for (Address account : accounts()) {
            world.addBalance(REFUND, world.balance(account));
            world.setBalance(account, Word.ZERO);
        }
        world.endTransaction(deleteEmpty);
    }

    /** Returns the accounts whose balance moves. */
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
