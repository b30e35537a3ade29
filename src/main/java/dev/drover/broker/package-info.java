/**
 * A Kafka broker that runs inside this JVM, for {@code drover dev} and for tests. It needs the Kafka server libraries, which
 * nothing else in Drover uses.
 */
@NullMarked
package dev.drover.broker;

import org.jspecify.annotations.NullMarked;
