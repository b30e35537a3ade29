/**
 * The health of the process: a heartbeat for every thread that owns state, which {@code /liveness} reports, and the
 * errors after which the process must not continue.
 *
 * <p>Failures are handled as follows. A failure that may resolve itself, such as an unreachable broker or a full disk,
 * is retried with a backoff and logged. A failure that only an operator can fix stops the affected component, with a
 * message that says what to do, and ends readiness. Running out of memory always ends the process ({@link
 * dev.drover.health.FatalErrors}), because there is no way to know which thread has lost what. Any other failure that
 * ends the thread of a state owner ends liveness, so that an orchestrator restarts the process ({@link
 * dev.drover.health.Heartbeats}).
 */
@NullMarked
package dev.drover.health;

import org.jspecify.annotations.NullMarked;
