package dev.drover.chain;

/**
 * The forks of Ethereum in the order of their activation. Forks up to {@link #PARIS} are activated at a block number,
 * later ones at a time.
 */
public enum Fork {
    /** EIP-606. */
    HOMESTEAD("homesteadBlock"),
    /** EIP-779. */
    DAO("daoForkBlock"),
    /** EIP-608, Tangerine Whistle. */
    EIP150("eip150Block"),
    /** Replay protection; activated together with EIP-158 on all known chains. */
    EIP155("eip155Block"),
    /** EIP-607, Spurious Dragon. */
    EIP158("eip158Block"),
    /** EIP-609. */
    BYZANTIUM("byzantiumBlock"),
    /** EIP-1013. */
    CONSTANTINOPLE("constantinopleBlock"),
    /** EIP-1716. */
    PETERSBURG("petersburgBlock"),
    /** EIP-1679. */
    ISTANBUL("istanbulBlock"),
    /** EIP-2387. */
    MUIR_GLACIER("muirGlacierBlock"),
    /** EIP-2070. */
    BERLIN("berlinBlock"),
    /** EIP-1559 and others. */
    LONDON("londonBlock"),
    /** EIP-4345. */
    ARROW_GLACIER("arrowGlacierBlock"),
    /** EIP-5133. */
    GRAY_GLACIER("grayGlacierBlock"),
    /**
     * The merge, EIP-3675. It is activated at a total difficulty; a config names the block number, if at all,
     * afterwards.
     */
    PARIS("mergeNetsplitBlock"),
    /** EIP-4895 and others. */
    SHANGHAI("shanghaiTime"),
    /** EIP-7569. */
    CANCUN("cancunTime"),
    /** EIP-7600. */
    PRAGUE("pragueTime"),
    /** EIP-7607. */
    OSAKA("osakaTime"),
    /** Changes only blob parameters (EIP-7892). */
    BPO1("bpo1Time"),
    /** Changes only blob parameters. */
    BPO2("bpo2Time"),
    /** Changes only blob parameters. */
    BPO3("bpo3Time"),
    /** Changes only blob parameters. */
    BPO4("bpo4Time"),
    /** Changes only blob parameters. */
    BPO5("bpo5Time"),
    /** EIP-7773. */
    AMSTERDAM("amsterdamTime");

    private final String member;

    Fork(String member) {
        this.member = member;
    }

    /** Returns the name of the member of geth's config that holds the activation. */
    String member() {
        return member;
    }

    /** Returns the name of the member of geth's blob schedule. */
    String blobMember() {
        return member.substring(0, member.length() - "Time".length());
    }

    /** Returns whether it is activated at a time and not at a block number. */
    public boolean isTimed() {
        return compareTo(PARIS) > 0;
    }
}
