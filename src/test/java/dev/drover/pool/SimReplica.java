package dev.drover.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One replica: a pool thread that reads, ticks and does what {@link PoolMember} says, a tracker, and requests. */
final class SimReplica {
    private final PoolSimulation world;
    private final Random random;
    final String name;
    final int kind;
    final SimClock clock;

    boolean trackerDies;
    private int life;
    private boolean up;
    private boolean reading;
    private @Nullable PoolMember member;
    private Gate gate = new Gate(Refusal.NEVER_JOINED, false, null, new Moment(0, 0), 0);
    private int logPosition;
    private int processed;
    private boolean ingesting;

    long pausedUntil;
    long poolBusyUntil;
    long cannotSendUntil;
    long cannotReadUntil;
    long ingestStallsUntil;
    long readLagMicros;
    long ingestLagMicros;
    long lastSendLands;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(long ticket, long sentAt, long until) {}

    SimReplica(PoolSimulation world, int number, int kind, int processed, Random random) {
        this.world = world;
        this.random = random;
        this.name = "replica-" + number;
        this.kind = kind;
        this.processed = processed;
        clock = new SimClock(random);
        readLagMicros = 300;
        ingestLagMicros = 500L + random.nextInt(8_000);
    }

    boolean up() {
        return up;
    }

    int processed() {
        return processed;
    }

    @Nullable PoolMember member() {
        return member;
    }

    Gate gate() {
        return gate;
    }

    boolean servable(HeadRef head) {
        return world.chain.servable(kind, processed, head);
    }

    boolean paused() {
        return world.now < pausedUntil;
    }

    @Override
    public String toString() {
        return name + " at " + logPosition + ", " + processed + (up ? "" : ", down") + ", "
                + (member == null ? null : member.session()) + " paused " + (world.now - pausedUntil) + " busy "
                + (world.now - poolBusyUntil) + " life " + life;
    }

    // Life.

    void start() {
        if (up) {
            return;
        }
        up = true;
        life++;
        poolBusyUntil = 0;
        ingesting = false;
        join();
        ingest();
        tick(life);
    }

    /** A new member, as after the start of the process; reads from a state record in the log, not always the newest. */
    private void join() {
        PoolStart.ReadFrom from = world.startPoint(random);
        reading = false;
        logPosition = (int) from.nextOffset();
        Moment now = clock.at(world.now);
        member = new PoolMember(
                new ReplicaIdentity(name, "drover/sim", "data"),
                world.scenario.times(),
                from,
                world::sessionName,
                now,
                world.rules);
        gate = member.gate();
        HeadRef newest = world.chain.newest(kind, processed);
        if (newest != null) {
            pool(m -> m.headApplied(newest, moment()));
        }
        read();
    }

    void crash() {
        up = false;
        life++;
        pausedUntil = 0;
        waiting.clear();
        gate = new Gate(Refusal.CLOSED, false, null, new Moment(0, 0), 0);
    }

    void shutdown() {
        int mine = life;
        pool(m -> {
            List<Action> last = m.shutdown(moment());
            // The process ends a little later.
            world.at(world.now + 3_000 + random.nextInt(20_000), () -> {
                if (mine == life) {
                    crash();
                    if (world.healing) {
                        start();
                    }
                }
            });
            return last;
        });
    }

    Moment moment() {
        return clock.at(world.now);
    }

    // The pool's thread.

    /** Runs one input when the thread is free, then does what it asks for. */
    private void pool(Function<PoolMember, List<Action>> input) {
        int mine = life;
        long free = Math.max(pausedUntil, poolBusyUntil);
        if (world.now < free) {
            world.at(free, () -> {
                if (mine == life) {
                    pool(input);
                }
            });
            return;
        }
        PoolMember present = member;
        if (mine == life && up && present != null) {
            perform(present, input.apply(present), 0);
        }
    }

    private void perform(PoolMember owner, List<Action> actions, int from) {
        for (int i = from; i < actions.size(); i++) {
            if (random.nextDouble() < world.scenario.stallShare() && !world.healing) {
                int mine = life;
                int next = i;
                poolBusyUntil = world.now + 1 + random.nextInt(random.nextInt(4) == 0 ? 900_000 : 60_000);
                world.at(poolBusyUntil, () -> {
                    if (mine == life && owner == member) {
                        perform(owner, actions, next);
                    }
                });
                // Inputs that wait for the thread come after this, in their order.
                poolBusyUntil++;
                return;
            }
            if (owner == member) {
                perform(actions.get(i));
            }
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.Observed observed -> {}
            case Action.GateChanged changed -> gate = changed.gate();
            case Action.Complete complete -> complete(complete);
            case Action.Refuse refuse -> waiting.clear();
            case Action.Announce announce ->
                world.observer.announced(announce.to(), servable(announce.to().head()), name);
            case Action.Send send -> {
                if (world.now >= cannotSendUntil || world.healing) {
                    world.send(this, send.record());
                } else if (random.nextInt(3) == 0) {
                    // The client keeps it and tries again.
                    world.at(cannotSendUntil + random.nextInt(50_000), () -> world.append(send.record()));
                }
            }
            case Action.AskServable ask -> {
                HeadRef head = ask.head();
                world.at(
                        world.now + random.nextInt(4_000), () -> pool(m -> m.servable(head, servable(head), moment())));
            }
            case Action.Closed closed -> {}
            case Action.StartOver over -> throw new SimObserver.Violation(name + " starts over: " + over.why());
            case Action.Stop stop -> throw new SimObserver.Violation(name + " stops: " + stop.why());
        }
    }

    private void complete(Action.Complete complete) {
        waiting.removeIf(each -> {
            if (each.ticket >= complete.before()) {
                return false;
            }
            if (world.now <= each.until) {
                world.observer.answered(
                        each.sentAt,
                        complete.released(),
                        servable(complete.released().head()),
                        name + " (waiting)");
            }
            return true;
        });
    }

    private void tick(int mine) {
        if (mine != life) {
            return;
        }
        pool(m -> {
            List<Action> all = new ArrayList<>(m.tick(moment()));
            if (processed == world.chain.available(world.now)) {
                all.addAll(m.dataTopicRead(moment()));
            }
            if (logPosition == world.log.size()) {
                all.addAll(m.poolTopicRead(moment()));
            }
            return all;
        });
        world.at(world.now + 8_000 + random.nextInt(world.scenario.calm() ? 4_000 : 15_000), () -> tick(mine));
    }

    /** Reads the next record of the pool topic, when there is one. */
    void read() {
        logPosition = world.afterGap(logPosition);
        if (reading || !up || logPosition >= world.log.size()) {
            return;
        }
        reading = true;
        int mine = life;
        PoolMember owner = member;
        long arrives =
                world.landedMicros.get(logPosition) + readLagMicros / 2 + random.nextInt((int) readLagMicros + 1);
        long at = Math.max(arrives, cannotReadUntil);
        world.at(at, () -> {
            if (mine != life || owner != member) {
                return;
            }
            pool(m -> {
                long offset = logPosition++;
                reading = false;
                List<Action> actions = m.recordRead(offset, world.read((int) offset), moment());
                world.at(world.now, this::read);
                return actions;
            });
        });
    }

    // The tracker's thread.

    /** Processes the next data record. */
    private void ingest() {
        if (ingesting || !up || processed >= world.chain.size()) {
            return;
        }
        ingesting = true;
        int mine = life;
        long lag = world.healing ? 500 : ingestLagMicros;
        long due = Math.max(world.chain.micros(processed), world.now - 1) + 1 + random.nextInt((int) lag + 1);
        world.at(due, () -> processOne(mine));
    }

    private void processOne(int mine) {
        if (mine != life) {
            return;
        }
        long free = Math.max(pausedUntil, ingestStallsUntil);
        if (world.now < free) {
            world.at(Math.min(free, world.now + 50_000), () -> processOne(mine));
            return;
        }
        HeadRef head = world.chain.head(kind, processed);
        processed++;
        ingesting = false;
        if (head != null) {
            pool(m -> m.headApplied(head, moment()));
        }
        ingest();
    }

    // Requests.

    /** A request that comes, is checked and answered in one instant: the hardest one. */
    void poll() {
        if (up && !paused() && gate.open(moment())) {
            answer(world.observer.floor(), gate);
        }
    }

    private void answer(long sentAt, Gate seen) {
        Released released = seen.released();
        if (released == null) {
            throw new SimObserver.Violation(name + " has an open gate and nothing behind it");
        }
        world.observer.answered(sentAt, released, servable(released.head()), name);
    }

    /** A request with pauses: arrives, reads gate and clocks in any order, is answered or waits. */
    void request() {
        long sentAt = world.observer.floor();
        boolean clockFirst = random.nextBoolean();
        Gate[] seen = new Gate[1];
        Moment[] read = new Moment[1];
        later(() -> {
            if (clockFirst) {
                read[0] = moment();
            } else {
                seen[0] = gate;
            }
            later(() -> {
                if (clockFirst) {
                    seen[0] = gate;
                } else {
                    read[0] = moment();
                }
                later(() -> {
                    if (seen[0].open(read[0])) {
                        answer(sentAt, seen[0]);
                    } else if (waits(seen[0].refusal(read[0]))) {
                        await(sentAt);
                    }
                });
            });
        });
    }

    private static boolean waits(@Nullable Refusal refusal) {
        return refusal != null && !refusal.atOnce();
    }

    private void await(long sentAt) {
        long until = world.now + 1_000_000;
        pool(m -> {
            waiting.add(new Waiting(m.requestWaits(moment()), sentAt, until));
            return List.of();
        });
    }

    /** Runs a step of a request a moment later, if the process still lives; when it is paused, after that. */
    private void later(Runnable step) {
        int mine = life;
        int most = random.nextInt(12) == 0 ? 700_000 : 2_000;
        world.at(world.now + random.nextInt(most), () -> whenAwake(mine, step));
    }

    private void whenAwake(int mine, Runnable step) {
        if (mine != life || !up) {
            return;
        }
        if (paused()) {
            world.at(pausedUntil, () -> whenAwake(mine, step));
        } else {
            step.run();
        }
    }
}
