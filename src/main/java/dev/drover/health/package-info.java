/**
 * The health of the process: a heartbeat for every thread that owns state, from which {@code /liveness} is answered, and the
 * errors after which the process must not go on.
 *
 * <p>A failure is handled in one of three ways. What may pass by itself (a broker that is away, a full disk) is retried with a
 * backoff and logged. What only an operator can mend stops the part concerned, with a message that says what to do, and ends
 * readiness. Running out of memory ends the process, whatever was being done ({@link dev.drover.health.FatalErrors}): nobody
 * knows which thread has lost what. Whatever is none of these and ends an owner's thread ends liveness, so that an
 * orchestrator restarts the process ({@link dev.drover.health.Heartbeats}).
 */
@NullMarked
package dev.drover.health;

import org.jspecify.annotations.NullMarked;
