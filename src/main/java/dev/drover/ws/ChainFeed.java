package dev.drover.ws;

import dev.drover.chain.BlockId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chain subscriptions of one session, which all receive the same steps in the same order.
 *
 * <p>A feed is {@link State#LIVE} while its client keeps up. When the client has no room for a notice, the feed is
 * {@link State#BEHIND}: it keeps the rest of that step. When the step ends, it is {@link State#RESUMING}: it sends that rest
 * and the following blocks from the store, at the client's pace, until it reaches the step that the fan-out is at.
 *
 * <p>A subscription that begins at a past block, or that is made while the feed is not live, resumes separately and joins
 * the live feed when it reaches the same block. Runs on the session's event loop.
 */
final class ChainFeed {
    /** Where the feed's notices come from. */
    enum State {
        /** From the fan-out, sent at once. */
        LIVE,
        /** From the fan-out until the end of the current step, kept in order. */
        BEHIND,
        /** From the store, at the client's pace. */
        RESUMING
    }

    /** The result of offering a notice. */
    enum Offer {
        /** The notice was sent, held for a subscription that is not active yet, or is no longer wanted. */
        ACCEPTED,
        /** The notice was kept: {@link #endStep} must be called when the step ends. */
        BEHIND
    }

    private final WsConnection connection;
    private final Resumption.Source source;
    private final Consumer<ChainFeed> progress;
    private final Set<Subscription> members = new LinkedHashSet<>();
    private final Set<Resumption> joining = new LinkedHashSet<>();
    private List<UnsentNotice> unsent = new ArrayList<>();
    private State state = State.LIVE;
    /** Not null while the state is RESUMING. */
    private @Nullable Resumption resumption;

    /** @param progress called when subscriptions that resume have sent what they read, and may be able to {@link #join} */
    ChainFeed(WsConnection connection, Resumption.Source source, Consumer<ChainFeed> progress) {
        this.connection = connection;
        this.source = source;
        this.progress = progress;
    }

    State state() {
        return state;
    }

    /** Returns the subscriptions that share the feed's state, without those that resume separately. */
    Collection<Subscription> members() {
        return List.copyOf(members);
    }

    /** Adds a subscription to a live feed. */
    void add(Subscription subscription) {
        members.add(subscription);
    }

    /** Resumes a subscription after a block, separately until it can join the others. */
    void resume(Subscription subscription, BlockId after) {
        joining.add(new Resumption(source, connection, List.of(subscription), after, null, this::progressed));
    }

    /** Removes a subscription that has ended. */
    void remove(Subscription subscription) {
        members.remove(subscription);
        joining.removeIf(Resumption::ended);
        if (resumption != null && members.isEmpty()) {
            goLive(resumption);
        }
    }

    /** Sends a notice of the current step, or keeps it if the client has no room for it. */
    Offer offer(Subscription subscription, Notice notice) {
        if (subscription.ended() || connection.isClosing()) {
            return Offer.ACCEPTED;
        }
        if (!subscription.isActive()) {
            subscription.deliver(notice);
            return Offer.ACCEPTED;
        }
        return switch (state) {
            case LIVE -> {
                byte[] message = notice.message(subscription.id());
                if (connection.hasRoomFor(message.length)) {
                    connection.deliver(message);
                    yield Offer.ACCEPTED;
                }
                state = State.BEHIND;
                yield keep(subscription, notice);
            }
            case BEHIND -> keep(subscription, notice);
            case RESUMING -> throw new IllegalStateException("a feed that resumes must not be offered a step");
        };
    }

    private Offer keep(Subscription subscription, Notice notice) {
        unsent.add(new UnsentNotice(subscription, notice));
        return Offer.BEHIND;
    }

    /**
     * Begins to resume if the feed is behind.
     *
     * @param after the last canonical block after the step
     * @return whether it resumes: its members must not be offered the next step
     */
    boolean endStep(BlockId after) {
        if (state != State.BEHIND) {
            return false;
        }
        List<UnsentNotice> rest = unsent;
        unsent = new ArrayList<>();
        if (members.isEmpty() || connection.isClosing()) {
            state = State.LIVE;
            return false;
        }
        source.stats().fellBehind();
        state = State.RESUMING;
        long deadline = System.nanoTime() + source.limits().writeTimeout().toNanos();
        resumption = new Resumption(source, connection, members(), after, deadline, this::progressed);
        resumption.beginWith(rest);
        return true;
    }

    /**
     * Ends the resumptions that have reached the fan-out. Called between two steps.
     *
     * @param position the last canonical block after the fan-out's last step
     * @return the subscriptions that must be offered the next step
     */
    List<Subscription> join(@Nullable BlockId position) {
        List<Subscription> joined = new ArrayList<>();
        if (resumption != null && resumption.isAt(position)) {
            goLive(resumption);
            joined.addAll(members);
        }
        Iterator<Resumption> each = joining.iterator();
        while (state == State.LIVE && each.hasNext()) {
            Resumption arrived = each.next();
            if (arrived.isAt(position)) {
                each.remove();
                arrived.stop();
                joined.addAll(arrived.subscriptions());
            }
        }
        joined.removeIf(Subscription::ended);
        members.addAll(joined);
        return joined;
    }

    /** Returns whether any subscription resumes. */
    boolean isResuming() {
        return resumption != null || !joining.isEmpty();
    }

    /** Makes the subscriptions that resume read further blocks now. */
    void readOn() {
        if (resumption != null) {
            resumption.readOn();
        }
        List.copyOf(joining).forEach(Resumption::readOn);
    }

    private void goLive(Resumption done) {
        done.stop();
        resumption = null;
        state = State.LIVE;
    }

    private void progressed() {
        progress.accept(this);
    }
}
