package dev.drover.txpool;

import dev.drover.chain.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last pending transactions that were heard of, for those who ask now and then. Any thread. */
public final class RecentTransactions {
    private final Deque<Heard> heard = new ArrayDeque<>();
    private final int most;

    private record Heard(Transaction transaction, long millis) {}

    /** Keeps the last {@code most}; the oldest are forgotten. */
    public RecentTransactions(int most) {
        this.most = most;
    }

    /** Keeps the last {@code most} of those that {@code source} tells of; none if it is null. */
    public static RecentTransactions of(@Nullable PendingTransactions source, int most) {
        RecentTransactions recent = new RecentTransactions(most);
        if (source != null) {
            source.listen(transaction -> recent.add(transaction, System.currentTimeMillis()));
        }
        return recent;
    }

    /** Takes one more. */
    public synchronized void add(Transaction transaction, long nowMillis) {
        heard.add(new Heard(transaction, nowMillis));
        if (heard.size() > most) {
            heard.remove();
        }
    }

    /** Those heard of from one time on until before another, oldest first. */
    public synchronized List<Transaction> between(long fromMillis, long untilMillis) {
        List<Transaction> found = new ArrayList<>();
        for (Heard one : heard) {
            if (one.millis >= fromMillis && one.millis < untilMillis) {
                found.add(one.transaction);
            }
        }
        return found;
    }
}
