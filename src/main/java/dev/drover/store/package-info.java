/**
 * The layered store: a writable top layer over read-only layers, which are a copy of a geth database and its freezer. No other
 * package uses LevelDB. Within this package only {@link dev.drover.store.LevelDb} and its cursors and snapshots call the native
 * binding, which kills the process when it is misused.
 *
 * <h2>Layout of a datadir</h2>
 *
 * <pre>
 * LOCK         locked by the one process that may use the datadir
 * journal/     000001.log …: every batch, in write order; also the permanent location of longer values
 * top/         the index, a LevelDB database: key to short value, to a position in the journal, or to "deleted"
 * top.filter   the keys that top may contain; exists only between a clean stop and the next start
 * bottom/      links to the tables of the geth database, and the files that LevelDB writes for it
 * native/      the unpacked native libraries
 * </pre>
 *
 * <h2>Writing</h2>
 *
 * The writes of a batch are sorted, and those that change nothing are dropped, because several masters write the same content.
 * The rest is appended to the {@link dev.drover.store.Journal} as one frame with a sequence number and a checksum. The keys are
 * then added to the filter, and the batch becomes visible as a sorted run in memory ({@link dev.drover.store.Pending}). When
 * enough writes are pending, the journal is forced to disk, and all pending keys go to LevelDB in one sorted, synced batch
 * together with the journal position. Each value is therefore written once, LevelDB sorts and compacts only short entries, and
 * a batch with {@code sync} costs one sync of the journal.
 *
 * <h2>Durability</h2>
 *
 * <ul>
 *   <li>If the process ends in any way, every applied batch survives: the operating system has the journal's bytes, and the next
 *       start brings the index up to date.
 *   <li>After a power failure, every batch up to the last {@code sync} survives, and possibly some of the batches that followed
 *       it, in order and without gaps. The index never refers to data that the journal may lose, because it is written (and
 *       synced) after the journal was forced to disk. An incomplete batch at the end of the journal is truncated at the next
 *       start, with a warning.
 *   <li>Damage is detected. Opening fails if a journal is shorter than the index expects, or a segment is missing or has
 *       changed. Reading a value whose bytes have changed throws an exception. A lost or unreadable index is rebuilt from the
 *       journal.
 * </ul>
 *
 * <h2>Reading</h2>
 *
 * A get consults the filter, the pending writes and the index, and then the lower layers, unless the top layer contains the key
 * or marks it as deleted. Every key in the top layer has a prefix byte for its key space, and every value a tag byte. A deletion
 * marker can therefore not be confused with a value, and the replica's own records cannot collide with the chain's data. A
 * {@link dev.drover.store.ReadView} consists of the pending writes at one moment and a snapshot of the index that contains none
 * of them; both are immutable. Cursors merge all layers lazily over such a view.
 *
 * <h2>The freezer</h2>
 *
 * geth moves old canonical blocks from its database to files. Here these files are the lowest layer, and blocks are found under
 * the keys that they had in the database, so users of the store need not know about them. The database and the top layer take
 * precedence, but the bytes are the same. Nothing is ever moved: deletes of content by masters are not applied, so a block that
 * a master freezes after the copy was made stays in the top layer, and a block that a master appends to its freezer through the
 * topic is written to the top layer.
 *
 * <h2>Limits</h2>
 *
 * Nothing is written if less than {@code --store.floor} would remain free on the disk: LevelDB writes through mapped memory, so
 * a full disk would kill the process. Overwritten values stay in the journal; this costs little, because content, which is
 * nearly all of the data, never changes. LevelDB may compact frequently read tables of the geth database, but only into the
 * directory of links.
 */
@NullMarked
package dev.drover.store;

import org.jspecify.annotations.NullMarked;
