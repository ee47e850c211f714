/** Whole sign-ins, measured in processes of their own, one contestant after the other. */
@NullMarked
package dev.connectorkit.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
