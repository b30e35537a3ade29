package dev.drover.ws;

import dev.drover.blocks.ChainReader;
import dev.drover.chain.BlockId;
import dev.drover.chain.Header;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/**
 * The notices of a few steps that some subscriptions missed, in the order of the fan-out: of each block the head, the logs,
 * the receipts. Collected on a reader thread, then sent on the event loop.
 */
final class MissedNotices implements MissedSteps.Consumer {
    /** No further step is read once there are this many notices. The notices of a step are never separated. */
    private static final int ENOUGH = 256;

    private final Collection<Subscription> subscriptions;
    private final NoticeReader reader;
    private final Queue<UnsentNotice> unsent = new ArrayDeque<>();
    private int steps;
    private BlockId after;

    /** @param after the last canonical block before the first step */
    MissedNotices(Collection<Subscription> subscriptions, NoticeReader reader, BlockId after) {
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.after = after;
    }

    @Override
    public boolean accept(ChainReader chain, ChainStep step) {
        if (!step.removed()) {
            addHead(step.header());
        }
        addLogs(chain, step);
        if (!step.removed()) {
            addReceipts(chain, step.header());
        }
        after = step.after();
        steps++;
        return unsent.size() < ENOUGH;
    }

    /** Adds the notices that remain of a step. */
    void addRestOfStep(List<UnsentNotice> rest) {
        unsent.addAll(rest);
        steps++;
    }

    /** The notices in order, to be removed when they are sent. */
    Queue<UnsentNotice> unsent() {
        return unsent;
    }

    int steps() {
        return steps;
    }

    /** The last canonical block after these steps. */
    BlockId after() {
        return after;
    }

    private void addHead(Header header) {
        List<Subscription> wanting = wanting(Interest.NewHeads.class);
        if (!wanting.isEmpty()) {
            Notice notice = NoticeReader.head(header);
            wanting.forEach(each -> unsent.add(new UnsentNotice(each, notice)));
        }
    }

    private void addLogs(ChainReader chain, ChainStep step) {
        List<Subscription> wanting = wanting(Interest.Logs.class).stream()
                .filter(each -> each.mayWantLogsOf(step.header()))
                .toList();
        if (!wanting.isEmpty()) {
            List<NoticeReader.LogNotice> logs = NoticeReader.logs(chain, step);
            for (Subscription each : wanting) {
                each.wanted(step.header(), logs).forEach(notice -> unsent.add(new UnsentNotice(each, notice)));
            }
        }
    }

    private void addReceipts(ChainReader chain, Header header) {
        List<Subscription> wanting = wanting(Interest.Receipts.class);
        if (!wanting.isEmpty()) {
            List<NoticeReader.ReceiptNotice> receipts = reader.receipts(chain, header);
            for (Subscription each : wanting) {
                Notice notice = each.wanted(receipts);
                if (notice != null) {
                    unsent.add(new UnsentNotice(each, notice));
                }
            }
        }
    }

    private List<Subscription> wanting(Class<? extends Interest> kind) {
        return subscriptions.stream()
                .filter(each -> kind.isInstance(each.interest()) && !each.ended())
                .toList();
    }
}
