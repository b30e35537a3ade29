/**
 * Tools that move records between topics and recordings. {@link dev.drover.replay.Replayer} writes a recording to a topic at
 * its recorded pace or faster; {@link dev.drover.replay.ReplayMaster} does so in the background and stands in for the masters
 * in {@code drover dev} and in tests.
 */
@NullMarked
package dev.drover.replay;

import org.jspecify.annotations.NullMarked;
