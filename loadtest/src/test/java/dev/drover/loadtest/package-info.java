/**
 * Users of a replica, made by Gatling: what they do ({@link dev.drover.loadtest.PollAndSubscribe}) and how many of them
 * for how long ({@link dev.drover.loadtest.Load}).
 *
 * <p>A load test says how fast the answers come; this one fails as well if they are wrong in a way that only shows under
 * load: a head that goes backward for a user, or a block that was not announced.
 */
package dev.drover.loadtest;
