package dev.drover.rpc.eth;

import dev.drover.chain.Address;
import dev.drover.chain.ChainConfig;
import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The precompiles and system contracts of a fork, under the names that EIP-7910 and the EIPs of the contracts define.
 */
final class ForkContracts {
    private record Contract(String name, Fork since, Address address) {}

    private static final List<Contract> PRECOMPILES = List.of(
            precompile("ECREC", Fork.HOMESTEAD, "01"),
            precompile("SHA256", Fork.HOMESTEAD, "02"),
            precompile("RIPEMD160", Fork.HOMESTEAD, "03"),
            precompile("ID", Fork.HOMESTEAD, "04"),
            precompile("MODEXP", Fork.BYZANTIUM, "05"),
            precompile("BN254_ADD", Fork.BYZANTIUM, "06"),
            precompile("BN254_MUL", Fork.BYZANTIUM, "07"),
            precompile("BN254_PAIRING", Fork.BYZANTIUM, "08"),
            precompile("BLAKE2F", Fork.ISTANBUL, "09"),
            precompile("KZG_POINT_EVALUATION", Fork.CANCUN, "0a"),
            precompile("BLS12_G1ADD", Fork.PRAGUE, "0b"),
            precompile("BLS12_G1MSM", Fork.PRAGUE, "0c"),
            precompile("BLS12_G2ADD", Fork.PRAGUE, "0d"),
            precompile("BLS12_G2MSM", Fork.PRAGUE, "0e"),
            precompile("BLS12_PAIRING_CHECK", Fork.PRAGUE, "0f"),
            precompile("BLS12_MAP_FP_TO_G1", Fork.PRAGUE, "10"),
            precompile("BLS12_MAP_FP2_TO_G2", Fork.PRAGUE, "11"),
            precompile("P256VERIFY", Fork.OSAKA, "0100"));

    private static final List<Contract> SYSTEM = List.of(
            system("BEACON_ROOTS_ADDRESS", Fork.CANCUN, "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"),
            system("HISTORY_STORAGE_ADDRESS", Fork.PRAGUE, "0x0000f90827f1c53a10cb7a02335b175320002935"),
            system("WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS", Fork.PRAGUE, "0x00000961ef480eb55e80d19ad83579a64c007002"),
            system(
                    "CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS",
                    Fork.PRAGUE,
                    "0x0000bbddc7ce488642fb579f8b00f3a590007251"));

    private ForkContracts() {}

    /** Returns the precompiled contracts by name. */
    static Map<String, Address> precompiles(ForkRules rules) {
        return active(PRECOMPILES, rules);
    }

    /** Returns the system contracts, which blocks call or read from, by name. */
    static Map<String, Address> system(ChainConfig config, ForkRules rules) {
        Map<String, Address> contracts = active(SYSTEM, rules);
        if (rules.has(Fork.PRAGUE)) {
            Address deposits = config.depositContract();
            // geth reports the zero address if the config names none.
            contracts.put("DEPOSIT_CONTRACT_ADDRESS", deposits == null ? Address.ZERO : deposits);
        }
        return contracts;
    }

    private static Map<String, Address> active(List<Contract> contracts, ForkRules rules) {
        Map<String, Address> active = new TreeMap<>();
        for (Contract contract : contracts) {
            if (rules.has(contract.since)) {
                active.put(contract.name, contract.address);
            }
        }
        return active;
    }

    private static Contract precompile(String name, Fork since, String lastBytes) {
        return system(name, since, "0x" + "0".repeat(2 * Address.LENGTH - lastBytes.length()) + lastBytes);
    }

    private static Contract system(String name, Fork since, String address) {
        return new Contract(name, since, Address.fromHex(address));
    }
}
