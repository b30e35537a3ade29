/**
 * The trial of a pool: replicas as processes of their own, a broker that can be stopped, HAProxy without stickiness, clients
 * that poll as fast as they can, faults, and a checker that orders what all clients saw in real time.
 * {@link dev.drover.trial.Trials} is the main class, {@link dev.drover.trial.HeadOrder} the checker.
 */
@NullMarked
package dev.drover.trial;

import org.jspecify.annotations.NullMarked;
