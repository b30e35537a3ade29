/**
 * Operations: liveness, readiness, metrics and the progress log. Other packages do not depend on this one: they count in
 * small objects of their own ({@code IngestStats}, {@code WsStats}), which {@code Gateway} binds to meters here.
 *
 * <p>{@link dev.drover.ops.OpsVerticle} serves {@code /liveness}, {@code /readiness} and {@code /metrics}.
 * {@link dev.drover.ops.Readiness} decides whether load balancers should send clients to this replica; liveness comes from
 * {@link dev.drover.health.Heartbeats}. {@link dev.drover.ops.ProgressLog} logs the catch-up, new heads and a periodic status
 * line.
 *
 * <p>{@link dev.drover.ops.Metric} lists all metrics with their names, labels and help texts; {@link dev.drover.ops.Meters}
 * binds them to the counters. To add a metric, count in the package that has the event, add a constant to {@code Metric}, bind
 * it in {@code Meters}, and regenerate the metric table of the README.
 *
 * <p>Only this package knows Micrometer.
 */
@NullMarked
package dev.drover.ops;

import org.jspecify.annotations.NullMarked;
