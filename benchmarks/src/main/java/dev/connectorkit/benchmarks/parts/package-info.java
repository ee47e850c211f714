/** The parts of a sign-in, one JMH benchmark each. */
@NullMarked
package dev.connectorkit.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
