package dev.drover.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A pool over a simulated log, in simulated time, from one seed: replicas with clocks of their own, records that are lost,
 * late, repeated or overtaken, pauses, crashes, partitions, joins. At the end all faults stop, and the pool must come to rest.
 */
final class PoolSimulation {
    /** When faults end, the last head must be released after this time at the latest. */
    private static final long REST_MICROS = 12_000_000;

    /** In a calm run the pool may be behind its slowest member for no longer than this. */
    private static final long CALM_LATE_MICROS = 50_000;

    private static final int CALM_LATE_TRIPS = 5;

    final Scenario scenario;
    final ProtocolRules rules;
    private final ViewUpdater updater;
    final SimChain chain;
    final SimObserver observer;
    private final List<byte @Nullable []> bytes = new ArrayList<>();
    // Null: an offset that a transaction's marker took, which no consumer delivers.
    final List<@Nullable PoolRecord> log = new ArrayList<>();
    final List<Long> landedMicros = new ArrayList<>();
    long now;
    boolean healing;

    private final Random random;
    private final Random gaps;
    private final List<SimReplica> replicas = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final StateRecords stateRecords = new StateRecords();
    private final List<PoolRecord.State> states = new ArrayList<>();
    private View canonical = View.EMPTY;
    private long sequence;
    private long sessions;
    private long lateSince = -1;

    private record Event(long at, long sequence, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    /** What a run was. */
    record Outcome(long polls, int records, View last, long micros, long events) {}

    PoolSimulation(Scenario scenario, ProtocolRules rules) {
        this.scenario = scenario;
        this.rules = rules;
        updater = new ViewUpdater(rules);
        random = new Random(scenario.seed());
        gaps = new Random(scenario.seed() * 17 + 3);
        chain = new SimChain(scenario, random);
        observer = new SimObserver(chain);
    }

    /** Runs to the end. Throws {@link SimObserver.Violation}. */
    Outcome run() {
        for (int i = 0; i < scenario.replicas(); i++) {
            addReplica(0);
            replicas.get(i).start();
        }
        if (scenario.oneTrackerDies()) {
            replicas.getFirst().trackerDies = true;
            at(random.nextLong(scenario.endMicros()), () -> replicas.getFirst().ingestStallsUntil = Long.MAX_VALUE);
        }
        at(nextFault(), this::fault);
        at(10_000, this::request);
        runUntil(scenario.endMicros(), false);
        heal();
        runUntil(scenario.endMicros() + REST_MICROS, true);
        if (!atRest()) {
            throw new SimObserver.Violation("not at rest: " + canonical + " " + gates());
        }
        return new Outcome(observer.polls(), log.size(), canonical, now, sequence);
    }

    private void runUntil(long end, boolean stopAtRest) {
        while (!events.isEmpty() && Objects.requireNonNull(events.peek()).at <= end) {
            Event event = events.remove();
            now = event.at;
            event.what.run();
            for (SimReplica replica : replicas) {
                replica.poll();
                checkHas(replica);
            }
            checkPace();
            if (stopAtRest && sequence % 64 == 0 && atRest()) {
                return;
            }
        }
        now = end;
    }

    void at(long micros, Runnable what) {
        events.add(new Event(Math.max(micros, now), sequence++, what));
    }

    String sessionName() {
        return "s" + ++sessions;
    }

    // The log.

    /** Brings a record to the log, or not, or late, or twice. */
    void send(SimReplica sender, PoolRecord record) {
        if (record instanceof PoolRecord.State state && scenario.statesInParts()) {
            StateRecords.parts(state, 1).forEach(part -> sendOne(sender, part));
        } else {
            sendOne(sender, record);
        }
    }

    private void sendOne(SimReplica sender, PoolRecord record) {
        if (scenario.calm()) {
            // A producer keeps its own order.
            sender.lastSendLands = Math.max(sender.lastSendLands + 1, now + trip(record));
            at(sender.lastSendLands, () -> append(record));
            return;
        }
        if (healing || random.nextDouble() >= scenario.lostShare()) {
            at(now + trip(record), () -> append(record));
        }
        if (!healing && random.nextDouble() < scenario.repeatedShare()) {
            at(now + trip(record) + random.nextInt(400_000), () -> append(record));
        }
    }

    private long trip(PoolRecord record) {
        long usual = scenario.tripMicros() / 2 + random.nextInt((int) scenario.tripMicros());
        if (record instanceof PoolRecord.Expel && !healing && random.nextBoolean()) {
            // What matters is whether it comes before or after the next renewal.
            return usual + random.nextInt(1_000 * (int) scenario.times().leaseMillis());
        }
        boolean late = !healing && random.nextDouble() < scenario.lateShare();
        return late ? usual + random.nextInt(3_000 * (int) scenario.times().leaseMillis()) : usual;
    }

    void append(PoolRecord record) {
        append(record, scenario.throughCodec() ? encode(record) : null);
    }

    private void append(PoolRecord record, byte @Nullable [] encoded) {
        int offset = log.size();
        bytes.add(encoded);
        log.add(record);
        landedMicros.add(now);
        canonical = updater.apply(canonical, offset, record).view();
        PoolRecord.State state = stateRecords.add(read(offset));
        if (state != null) {
            states.add(state);
        }
        while (gaps.nextDouble() < scenario.gapShare()) {
            bytes.add(null);
            log.add(null);
            landedMicros.add(now);
        }
        replicas.forEach(SimReplica::read);
    }

    /** Replicas of later versions say what this one does not know. */
    private void appendOfAnotherVersion() {
        String[] unknown = {"{'v':1,'k':'dance','s':'s1'}", "{'v':2,'k':'bye','s':'s1','why':'x'}", "{'v':1,'k':'bye'}"
        };
        byte[] foreign =
                unknown[random.nextInt(unknown.length)].replace('\'', '"').getBytes(UTF_8);
        append(RecordCodec.decode(foreign), foreign);
    }

    private byte[] encode(PoolRecord record) {
        String json = new String(RecordCodec.encode(record), UTF_8);
        return json.replaceFirst("\\{", "{\"later\":[{\"v\":7}],").getBytes(UTF_8);
    }

    PoolRecord read(int offset) {
        byte[] encoded = bytes.get(offset);
        return encoded == null ? Objects.requireNonNull(log.get(offset)) : RecordCodec.decode(encoded);
    }

    /** The first offset from this one on that has a record, or the end. */
    int afterGap(int offset) {
        int next = offset;
        while (next < log.size() && log.get(next) == null) {
            next++;
        }
        return next;
    }

    /** Where a replica that starts now begins to read. */
    PoolStart.ReadFrom startPoint(Random chooser) {
        PoolRecord.State state =
                states.isEmpty() ? null : states.get(Math.max(0, states.size() - 1 - chooser.nextInt(2)));
        return (PoolStart.ReadFrom) PoolStart.decide(state, log.isEmpty(), 0, log.size(), "nobody");
    }

    // Faults.

    private void addReplica(int processed) {
        replicas.add(new SimReplica(
                this,
                replicas.size(),
                replicas.size() % scenario.kinds(),
                processed,
                new Random(scenario.seed() * 31 + replicas.size())));
    }

    private long nextFault() {
        if (scenario.calm() && random.nextBoolean()) {
            // In the middle of a release.
            int next = chain.available(now) + 1;
            return next < chain.size() ? chain.micros(next) + random.nextInt(12_000) : now + 20_000;
        }
        return now + (long) (-Math.log(1 - random.nextDouble()) * scenario.faultEveryMicros());
    }

    private void request() {
        if (!healing) {
            replicas.get(random.nextInt(replicas.size())).request();
            if (scenario.throughCodec() && random.nextInt(20) == 0) {
                appendOfAnotherVersion();
            }
            at(now + 1 + random.nextInt(12_000), this::request);
        }
    }

    private void fault() {
        if (healing) {
            return;
        }
        SimReplica victim = replicas.get(random.nextInt(replicas.size()));
        if (scenario.calm()) {
            joinOrLeave(victim);
        } else {
            hurt(victim);
        }
        at(nextFault(), this::fault);
    }

    private void joinOrLeave(SimReplica one) {
        boolean others = replicas.stream().anyMatch(each -> each != one && each.up() && isMember(each));
        if (!one.up()) {
            at(now + random.nextInt(100_000), one::start);
        } else if (others && random.nextBoolean()) {
            one.cannotReadUntil = now + 20_000;
            at(now + random.nextInt(15_000), one::shutdown);
        } else if (replicas.size() < 6) {
            // It comes with old data, and catches up.
            addReplica(Math.max(0, chain.available(now) - random.nextInt(12)));
            SimReplica joiner = replicas.getLast();
            joiner.ingestStallsUntil = now + random.nextInt(150_000);
            at(now + random.nextInt(100_000), joiner::start);
        }
    }

    private boolean isMember(SimReplica replica) {
        PoolMember member = replica.member();
        String session = member == null ? null : member.session();
        return session != null && canonical.member(session) != null;
    }

    private void hurt(SimReplica victim) {
        long span = 1_000L * random.nextInt(3 * (int) scenario.times().leaseMillis());
        switch (random.nextInt(13)) {
            case 0, 1 -> victim.pausedUntil = Math.max(victim.pausedUntil, now + span);
            case 2 -> {
                victim.crash();
                at(now + 1_000 + span, victim::start);
            }
            case 3 -> {
                victim.shutdown();
                at(now + 30_000 + span / 2, victim::start);
            }
            case 4 -> victim.cannotSendUntil = now + span;
            case 5 -> victim.cannotReadUntil = now + span;
            case 6 -> {
                victim.cannotSendUntil = now + span;
                victim.cannotReadUntil = now + span;
            }
            case 7 -> victim.ingestStallsUntil = Math.max(victim.ingestStallsUntil, now + span);
            case 8 -> victim.readLagMicros = random.nextInt(3) == 0 ? 300 : random.nextInt(150_000);
            case 9 -> {
                if (scenario.clocksStep()) {
                    int step = random.nextInt(4_000) - 2_000;
                    // By a second or two, by an hour, or by a little less than a lease.
                    long lease = scenario.times().leaseMillis();
                    victim.clock.setWall(
                            step % 3 == 0 ? step * 1_800L : step % 3 == 1 ? lease / 2 + step % (lease * 2 / 5) : step);
                } else {
                    victim.pausedUntil = Math.max(victim.pausedUntil, now + span);
                    victim.clock.stopped(span);
                }
            }
            case 10 -> {
                if (replicas.size() < 6) {
                    addReplica(Math.max(0, chain.available(now) - random.nextInt(8)));
                    replicas.getLast().start();
                }
            }
            case 11 -> {
                // Silent for about as long as others are patient, and then slow to read.
                victim.cannotSendUntil = now + 1_000 * scenario.times().leaseMillis() * (11 + random.nextInt(6)) / 10;
                victim.readLagMicros = random.nextInt(200_000);
            }
            default -> {
                for (SimReplica each : replicas) {
                    each.cannotSendUntil = Math.max(each.cannotSendUntil, now + span / 2);
                }
            }
        }
    }

    private void heal() {
        healing = true;
        if (scenario.clocksStep()) {
            // Whoever dies now is expelled in time, though all clocks are set back by an hour a moment later.
            replicas.getFirst().crash();
            long soon = now + 100_000;
            at(soon, () -> replicas.forEach(each -> each.clock.setWall(-3_600_000)));
        }
        for (SimReplica replica : replicas) {
            replica.cannotSendUntil = 0;
            replica.cannotReadUntil = 0;
            replica.ingestStallsUntil = replica.trackerDies ? Long.MAX_VALUE : 0;
            replica.readLagMicros = 300;
            replica.start();
        }
    }

    // What must be.

    private boolean atRest() {
        HeadRef last = chain.finalHead();
        return canonical.position() == last.position()
                && last.equals(canonical.head())
                && replicas.stream().allMatch(each -> each.trackerDies || serves(each));
    }

    private boolean serves(SimReplica each) {
        return each.up()
                && each.gate().open(each.moment())
                && Objects.equals(canonical.released(), each.gate().released());
    }

    /** Where all replicas make the same heads, a member that could answer has what it should answer from. */
    private void checkHas(SimReplica replica) {
        Released released = replica.gate().released();
        if (scenario.kinds() == 1
                && replica.up()
                && replica.gate().shut() == Refusal.NOT_SERVABLE
                && released != null
                && !replica.servable(released.head())) {
            throw new SimObserver.Violation(replica.name + " is a member and does not have " + released.head());
        }
    }

    /** In a calm run everybody's head is released soon. */
    private void checkPace() {
        if (!scenario.calm() || healing) {
            return;
        }
        long slowest = Long.MAX_VALUE;
        for (SimReplica replica : replicas) {
            if (replica.up() && isMember(replica)) {
                HeadRef newest = chain.newest(replica.kind, replica.processed());
                slowest = Math.min(slowest, newest == null ? View.UNSET : newest.position());
            }
        }
        if (slowest == Long.MAX_VALUE || canonical.position() >= slowest) {
            lateSince = -1;
        } else if (lateSince < 0) {
            lateSince = now;
        } else if (now - lateSince > CALM_LATE_MICROS + CALM_LATE_TRIPS * scenario.tripMicros()) {
            throw new SimObserver.Violation("all have " + slowest + " since " + (now - lateSince)
                    + " us, the pool is at " + canonical.position());
        }
    }

    private List<String> gates() {
        return replicas.stream()
                .map(each -> each + " " + each.gate().refusal(each.moment()) + " " + each.gate() + "\n")
                .toList();
    }
}
