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
 * What a geth left: its database and its freezer, two layers that make one chain. That they do is checked as geth does it
 * (core/rawdb/database.go), so that a forgotten, foreign or cut freezer is told at the start.
 */
final class Bottom {
    private static final Logger LOG = LoggerFactory.getLogger(Bottom.class);

    private Bottom() {}

    /**
     * Opens the layers, the upper first. Throws StoreException, saying what to do, if one cannot be read or they do not fit.
     *
     * @param links directory for the database's links, below the datadir
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
                        + ": name geth's ancient directory with --store.ancient, or leave it out");
            }
            if (freezer == null || freezer.end() == 0) {
                expectNothingFrozen(database, ancient);
            } else {
                expectOneChain(freezer, database);
                LOG.info(
                        "the freezer {} has the blocks up to {}{}",
                        freezer.directory(),
                        freezer.end() - 1,
                        freezer.tail() == 0 ? "" : ", whole from " + freezer.tail() + " on");
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
                    "the bottom's database has no block 1: geth moved it to its freezer, and there is none" + " in "
                            + ancient + ". Copy the ancient folder too, or name it with --store.ancient");
        }
    }

    private static void expectOneChain(Freezer freezer, KeyValues database) {
        try {
            expectOneBeginning(freezer, database);
            expectContinuation(freezer, database);
        } catch (MissingDataException e) {
            throw FreezerTable.notWhole(freezer.directory(), e.text());
        }
    }

    private static void expectOneBeginning(Freezer freezer, KeyValues database) {
        Hash genesis = canonical(database, 0);
        if (genesis != null && !genesis.equals(freezer.hash(0))) {
            throw foreign(freezer, "begins with block " + freezer.hash(0) + ", the database with " + genesis);
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
                        freezer, "ends with block " + freezer.hash(last) + ", the database goes on upon " + parent);
            }
        } else if (headNumber(database) > last) {
            throw new StoreException("the freezer in " + freezer.directory() + " ends with block " + last
                    + ", and the bottom's database lacks the next: they were not copied together. Copy the"
                    + " chaindata of a stopped geth again, its ancient folder included");
        }
    }

    private static StoreException foreign(Freezer freezer, String how) {
        return new StoreException("the freezer in " + freezer.directory() + " is of another chain than the bottom's"
                + " database: it " + how + ". Name the one that belongs to it with --store.ancient");
    }

    private static @Nullable Hash canonical(KeyValues database, long number) {
        byte[] hash = database.get(Schema.canonicalHash(number));
        return hash == null || hash.length != Hash.LENGTH ? null : Hash.of(hash);
    }

    /** Number of the last header that the database points to; -1 if it points to none. */
    private static long headNumber(KeyValues database) {
        byte[] hash = database.get(Schema.LAST_HEADER);
        byte[] number = hash == null || hash.length != Hash.LENGTH ? null : database.get(Schema.number(Hash.of(hash)));
        return number == null ? -1 : Schema.decodeNumber(number);
    }

    private static Hash parent(KeyValues database, BlockId block) {
        byte[] header = database.get(Schema.header(block));
        if (header == null) {
            throw new StoreException("the bottom's database lacks the header of block " + block);
        }
        try {
            return Header.decode(header).parentHash();
        } catch (RlpException e) {
            throw new StoreException("the bottom's header of block " + block + " is damaged: " + e.getMessage(), e);
        }
    }
}
