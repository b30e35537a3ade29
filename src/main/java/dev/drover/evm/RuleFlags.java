package dev.drover.evm;

import dev.drover.chain.Fork;
import dev.drover.chain.ForkRules;

/** The rules of a block as boolean fields, for fast access in the interpreter. */
final class RuleFlags {
    final boolean homestead;
    final boolean eip150;
    final boolean eip155;
    final boolean eip158;
    final boolean istanbul;
    final boolean berlin;
    final boolean london;
    final boolean shanghai;
    final boolean cancun;
    final boolean prague;
    final boolean osaka;

    /** Net gas metering for SSTORE (EIP-1283): in Constantinople only, Petersburg removed it. */
    final boolean eip1283;

    RuleFlags(ForkRules rules) {
        homestead = rules.has(Fork.HOMESTEAD);
        eip150 = rules.has(Fork.EIP150);
        eip155 = rules.has(Fork.EIP155);
        eip158 = rules.has(Fork.EIP158);
        eip1283 = rules.has(Fork.CONSTANTINOPLE) && !rules.has(Fork.PETERSBURG);
        istanbul = rules.has(Fork.ISTANBUL);
        berlin = rules.has(Fork.BERLIN);
        london = rules.has(Fork.LONDON);
        shanghai = rules.has(Fork.SHANGHAI);
        cancun = rules.has(Fork.CANCUN);
        prague = rules.has(Fork.PRAGUE);
        osaka = rules.has(Fork.OSAKA);
    }
}
