package dev.drover.txpool;

import dev.drover.chain.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The most recently received pending transactions, for filters that are polled. Thread-safe. */
public final class RecentTransactions {
    private final Deque<Heard> heard = new ArrayDeque<>();
    private final int most;

    private record Heard(Transaction transaction, long millis) {}

    /** Creates an empty collection that keeps the last {@code most} transactions. */
    public RecentTransactions(int most) {
        this.most = most;
    }

    /** Creates a collection of the last {@code most} transactions of {@code source}; it stays empty if that is null. */
    public static RecentTransactions of(@Nullable PendingTransactions source, int most) {
        RecentTransactions recent = new RecentTransactions(most);
        if (source != null) {
            source.listen(transaction -> recent.add(transaction, System.currentTimeMillis()));
        }
        return recent;
    }

    /** Adds a transaction. */
    public synchronized void add(Transaction transaction, long nowMillis) {
        heard.add(new Heard(transaction, nowMillis));
        if (heard.size() > most) {
            heard.remove();
        }
    }

    /** Returns the transactions received at or after one time and before another, oldest first. */
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
