/**
 * The layered store: a writable top over read-only layers, the lowest a copy of a geth database and its freezer. Only this package knows
 * LevelDB, and in it only {@link dev.drover.store.LevelDb}, the guard: the binding kills the process when it is misused.
 *
 * <h2>A datadir</h2>
 *
 * <pre>
 * LOCK         held by the one process that may use it
 * journal/     000001.log … : every batch, in order; the longer values stay there
 * top/         LevelDB, the index: key to short value, to a place in the journal, or to "deleted"
 * top.filter   which keys top may hold; there between a clean stop and the next start
 * bottom/      links to the tables of the geth database, and LevelDB's own files over them
 * native/      the unpacked native library
 * </pre>
 *
 * <h2>A write</h2>
 *
 * A batch is sorted, what changes nothing is left out (several masters write the same content), the rest is appended to the
 * {@link dev.drover.store.Journal} as one frame with number and checksum. Then the keys go into the filter, and the batch
 * becomes visible as a sorted run in memory ({@link dev.drover.store.Pending}). When enough has gathered, the journal is forced
 * to the disk, and all pending keys go to LevelDB in one sorted, synced batch, together with the journal's position. So a
 * value is written once, LevelDB sorts and compacts short entries only, and a batch that asks for {@code sync} costs one sync
 * of the journal.
 *
 * <h2>What survives</h2>
 *
 * <ul>
 *   <li>The end of the process, in any way: everything applied. The system has the journal's bytes, and the next start brings
 *       the index up to it.
 *   <li>A loss of power: every batch up to the last {@code sync}, and of those after it a first part, up to the end of one
 *       batch. The index never points to what the journal may lose: it is written after the journal was forced, and synced
 *       itself. A tail of the journal that is no whole batch is cut off at the next start, with a warning.
 *   <li>Damage from outside: a journal that is shorter than the index knows, a missing or changed segment is refused at the
 *       start; a value whose bytes changed is an error when it is read. A lost index is made anew from the journal.
 * </ul>
 *
 * <h2>A read</h2>
 *
 * A get asks the filter, then what is pending, then the index, and, unless top holds the key or says "deleted", the layers
 * below. In top each key of a user has a byte before it that no other key has, and each value a byte that says what it is: a
 * deletion marker is never a key, no user's key or value can look like one, and the owner's own records lie apart. A view is
 * what is pending at a moment and a snapshot of the index that lacks exactly that; both never change. Cursors merge all layers
 * over such a view, lazily.
 *
 * <h2>A freezer</h2>
 *
 * geth moves old canonical blocks out of its database into files. Here these are the lowest layer, found under the keys that
 * the blocks had before: above the store nobody knows. What the database still has, or top has since, comes first; the bytes
 * are the same. Nothing is ever moved: masters' deletes of content are not applied, so a block that a master freezes after
 * the copy was made stays in top, and one that it appends to its freezer over the log is put there.
 *
 * <h2>Bounds</h2>
 *
 * Nothing is written when less than {@code --store.floor} would stay free on the disk: LevelDB writes through mapped memory,
 * and a full disk would end the process. Values that were overwritten stay in the journal: content, which is nearly all, never
 * changes. The geth database's tables may be compacted by LevelDB when they are read often, into the link directory.
 */
@NullMarked
package dev.drover.store;

import org.jspecify.annotations.NullMarked;
