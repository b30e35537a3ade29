package dev.drover.trial;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The checker of newHeads: on one connection, every block comes after its parent, so none is left out. Any thread. */
final class Announced {
    private final HeadOrder order;
    private final LongAdder connections = new LongAdder();
    private final LongAdder blocks = new LongAdder();
    private final LongAdder missing = new LongAdder();

    /** Missing blocks are violations of {@code order}. */
    Announced(HeadOrder order) {
        this.order = order;
    }

    /** One connection; for one thread. */
    final class Connection {
        private final String name;
        private final Set<String> known = new HashSet<>();

        private Connection(String name) {
            this.name = name;
        }

        /** A block was announced. */
        void heard(String number, String hash, String parent) {
            blocks.increment();
            if (!known.isEmpty() && !known.contains(parent)) {
                missing.increment();
                order.violation(name + " announced block " + number + " without its parent " + parent);
            }
            known.add(parent);
            known.add(hash);
        }
    }

    /** A dapp connected to {@code name}. */
    Connection connected(String name) {
        connections.increment();
        return new Connection(name);
    }

    /** How many blocks were announced. */
    long blocks() {
        return blocks.sum();
    }

    /** How many were announced without their parent. */
    long missing() {
        return missing.sum();
    }

    /** On how many connections. */
    long connections() {
        return connections.sum();
    }
}
