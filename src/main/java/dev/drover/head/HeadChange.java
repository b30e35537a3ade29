package dev.drover.head;

import dev.drover.chain.Head;
import dev.drover.chain.Header;
import java.util.List;

/**
 * One step from a head to the next. Taken in order, changes tell the whole story: every block that becomes canonical is in
 * {@code added} once, and each that stops being so in {@code reverted}.
 *
 * @param head the new head, the last of {@code added}
 * @param reverted blocks that are canonical no more, newest first
 * @param added blocks that are canonical now, oldest first
 */
public record HeadChange(Head head, List<Header> reverted, List<Header> added) {}
