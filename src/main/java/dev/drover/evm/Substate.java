package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Log;
import dev.drover.chain.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accrued substate of a transaction: its logs, gas refund and transient storage. */
final class Substate {
    private record TransientKey(Address address, Word slot) {}

    private final StateJournal journal;
    private final Map<TransientKey, Word> transients = new HashMap<>();
    private List<Log> logs = new ArrayList<>();
    private long refund;

    /** Creates a substate whose changes are recorded in {@code journal}. */
    Substate(StateJournal journal) {
        this.journal = journal;
    }

    long refund() {
        return refund;
    }

    /** Adds to the gas refund; a negative amount reduces it. */
    void addRefund(long gas) {
        refund += gas;
        journal.add(() -> refund -= gas);
    }

    void addLog(Log log) {
        logs.add(log);
        journal.add(() -> logs.removeLast());
    }

    /** Returns the value of a transient storage slot (EIP-1153). */
    Word load(Address address, Word slot) {
        return transients.getOrDefault(new TransientKey(address, slot), Word.ZERO);
    }

    /** Sets a transient storage slot until the end of the transaction. */
    void store(Address address, Word slot, Word value) {
        TransientKey key = new TransientKey(address, slot);
        Word old = load(address, slot);
        transients.put(key, value);
        journal.add(() -> transients.put(key, old));
    }

    /** Ends the transaction: clears the substate and returns the logs. */
    List<Log> end() {
        List<Log> ended = List.copyOf(logs);
        transients.clear();
        logs = new ArrayList<>();
        refund = 0;
        return ended;
    }
}
