package dev.drover.store;

import dev.drover.chain.BlockId;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.MissingDataException;
import dev.drover.config.StoreConfig;
import dev.drover.rlp.RlpException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the bottom layers: a copy of geth's database and its freezer, which together hold one chain. Performs the same
 * consistency checks as geth (core/rawdb/database.go), so that a missing, foreign or truncated freezer is reported at startup.
 */
final class Bottom {
    private static final Logger LOG = LoggerFactory.getLogger(Bottom.class);

    private Bottom() {}

    /**
     * Opens the layers and returns the upper one first. Throws StoreException, with the remedy, if a layer cannot be read or
     * the two do not match.
     *
     * @param links directory for the links to the database's tables, inside the datadir
     */
    static List<Layer> open(ChaindataSource source, StoreConfig config, Path links, FreeSpace space) {
        Chaindata database = Chaindata.open(source, links, config.cacheBytes(), space);
        Freezer freezer = null;
        try {
            Path given = config.ancient();
            Path ancient = given == null ? source.directory().resolve("ancient") : given.toAbsolutePath();
            freezer = Freezer.open(ancient);
            if (freezer == null && given != null) {
                throw new StoreException("there is no freezer in " + ancient
                        + ": set --store.ancient to geth's ancient directory, or omit the option");
            }
            if (freezer == null || freezer.end() == 0) {
                expectNothingFrozen(database, ancient);
            } else {
                expectOneChain(freezer, database);
                LOG.info(
                        "The freezer {} contains the blocks up to {}{}",
                        freezer.directory(),
                        freezer.end() - 1,
                        freezer.tail() == 0 ? "" : "; bodies and receipts from block " + freezer.tail());
            }
            return freezer == null ? List.of(database) : List.of(database, freezer);
        } catch (RuntimeException e) {
            if (freezer != null) {
                freezer.close();
            }
            database.close();
            throw e;
        }
    }

    private static void expectNothingFrozen(KeyValues database, Path ancient) {
        if (canonical(database, 0) != null && canonical(database, 1) == null && headNumber(database) > 0) {
            throw new StoreException(
                    "the bottom database has no block 1: geth moved it to its freezer, but there is no freezer in "
                            + ancient + ". Copy the ancient directory as well, or set --store.ancient to its path");
        }
    }

    private static void expectOneChain(Freezer freezer, KeyValues database) {
        try {
            expectSameGenesis(freezer, database);
            expectContinuation(freezer, database);
        } catch (MissingDataException e) {
            throw FreezerTable.notWhole(freezer.directory(), e.text());
        }
    }

    private static void expectSameGenesis(Freezer freezer, KeyValues database) {
        Hash genesis = canonical(database, 0);
        if (genesis != null && !genesis.equals(freezer.hash(0))) {
            throw foreign(
                    freezer, "begins with block " + freezer.hash(0) + ", but the database begins with " + genesis);
        }
    }

    private static void expectContinuation(Freezer freezer, KeyValues database) {
        long last = freezer.end() - 1;
        Hash next = canonical(database, last + 1);
        if (next != null) {
            BlockId id = new BlockId(last + 1, next);
            Hash parent = parent(database, id);
            if (!freezer.hash(last).equals(parent)) {
                throw foreign(
                        freezer,
                        "ends with block " + freezer.hash(last) + ", but the database continues from " + parent);
            }
        } else if (headNumber(database) > last) {
            throw new StoreException("the freezer in " + freezer.directory() + " ends with block " + last
                    + ", but the next block is missing from the bottom database: the two were not copied together. Copy the"
                    + " chaindata of a stopped geth again, including its ancient directory");
        }
    }

    private static StoreException foreign(Freezer freezer, String how) {
        return new StoreException(
                "the freezer in " + freezer.directory() + " belongs to a different chain than the bottom"
                        + " database: it " + how + ". Set --store.ancient to the freezer that belongs to the database");
    }

    private static @Nullable Hash canonical(KeyValues database, long number) {
        byte[] hash = database.get(Schema.canonicalHash(number));
        return hash == null || hash.length != Hash.LENGTH ? null : Hash.of(hash);
    }

    /** Returns the number of the head header in the database, or -1 if there is none. */
    private static long headNumber(KeyValues database) {
        byte[] hash = database.get(Schema.LAST_HEADER);
        byte[] number = hash == null || hash.length != Hash.LENGTH ? null : database.get(Schema.number(Hash.of(hash)));
        return number == null ? -1 : Schema.decodeNumber(number);
    }

    private static Hash parent(KeyValues database, BlockId block) {
        byte[] header = database.get(Schema.header(block));
        if (header == null) {
            throw new StoreException("the bottom database has no header of block " + block);
        }
        try {
            return Header.decode(header).parentHash();
        } catch (RlpException e) {
            throw new StoreException(
                    "the header of block " + block + " in the bottom database is damaged: " + e.getMessage(), e);
        }
    }
}
