package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.chain.Address;
import dev.drover.chain.Block;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Senders;
import dev.drover.chain.Word;
import dev.drover.testing.SignedHeader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Special blocks: the DAO fork, and blocks of proof-of-authority chains. */
final class BlockBeginningsTest {
    private static final Address MINER = new Address(0, 0, 0x313e4);
    private static final long FORK = 1_920_000;
    private static final String FORKED =
            "{\"chainId\":1,\"homesteadBlock\":1150000,\"daoForkBlock\":1920000,\"daoForkSupport\":true}";

    @Test
    void listsTheAccountsOfTheDao() {
        List<Address> accounts = DaoFork.accounts();
        assertThat(accounts).hasSize(116).doesNotHaveDuplicates().doesNotContain(DaoFork.REFUND);
        // The DAO itself and its extra balance account (EIP-779).
        assertThat(accounts)
                .contains(Address.fromHex("0xbb9bc244d798123fde783fcc1c72d3bb8c189413"))
                .contains(Address.fromHex("0x807640a13483f8ac783c557fcdf27be11ea4ac7a"));
    }

    @Test
    void movesTheEtherOfTheDaoOnlyInTheForkBlock() {
        MemoryState state = daoState();
        Map<Address, Word> after = balances(execute(FORKED, mined(FORK), state));
        // 1 + 2 + ... + 116, added to the 1,000 that the contract had.
        assertThat(after.remove(DaoFork.REFUND)).isEqualTo(Word.of(116 * 117 / 2 + 1_000));
        assertThat(after.remove(MINER)).isEqualTo(Word.of(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(5))));
        assertThat(after.keySet()).isEqualTo(new HashSet<>(DaoFork.accounts()));
        assertThat(after.values()).containsOnly(Word.ZERO);

        assertThat(balances(execute(FORKED, mined(FORK - 1), state))).containsOnlyKeys(MINER);
        assertThat(balances(execute(FORKED, mined(FORK + 1), state))).containsOnlyKeys(MINER);
        String classic = FORKED.replace("true", "false");
        assertThat(balances(execute(classic, mined(FORK), state))).containsOnlyKeys(MINER);
    }

    @Test
    void paysNothingForSigningABlock() {
        String config = "{\"chainId\":5,\"homesteadBlock\":0,\"eip150Block\":0,\"eip155Block\":0,\"eip158Block\":0%s}";
        Header signed = SignedHeader.of(9, BigInteger.TWO);
        MemoryState state = new MemoryState();
        assertThat(execute(config.formatted(",\"clique\":{}"), signed, state).changes())
                .isEmpty();
        assertThat(balances(execute(config.formatted(""), signed, state))).containsOnlyKeys(Address.ZERO);
    }

    @Test
    void paysTheFeesToTheSigner() {
        Header signed = SignedHeader.of(9, BigInteger.TWO);
        ChainConfig config = config("{\"chainId\":5,\"clique\":{}}");
        assertThat(BlockContext.of(signed, config, number -> Hash.ZERO).coinbase())
                .isEqualTo(SignedHeader.address(BigInteger.TWO));
    }

    /** The first account of the DAO has 1 wei, the next one 2, and so on. */
    private static MemoryState daoState() {
        MemoryState state = new MemoryState();
        state.put(DaoFork.REFUND, 0, Word.of(1_000), new byte[0], Map.of());
        long wei = 0;
        for (Address account : DaoFork.accounts()) {
            wei++;
            state.put(account, 0, Word.of(wei), new byte[0], Map.of());
        }
        return state;
    }

    private static Header mined(long number) {
        return SignedHeader.unsigned(number, 1_000, MINER, new byte[0]);
    }

    private static BlockResult execute(String config, Header header, MemoryState parent) {
        return new BlockProcessor(config(config), new Senders(1), new CodeCache(1 << 20))
                .run(Block.ofHeader(header), parent, changes -> Hash.ZERO, number -> Hash.ZERO);
    }

    private static Map<Address, Word> balances(BlockResult result) {
        Map<Address, Word> balances = new HashMap<>();
        for (AccountChange change : result.changes()) {
            AccountChange.After after = change.after();
            if (after != null) {
                balances.put(change.address(), after.balance());
            }
        }
        return balances;
    }

    private static ChainConfig config(String json) {
        return ChainConfig.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
