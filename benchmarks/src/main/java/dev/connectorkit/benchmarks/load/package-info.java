/** Whole sign-ins over HTTP: what the console costs, and what it survives. */
@NullMarked
package dev.connectorkit.benchmarks.load;

import org.jspecify.annotations.NullMarked;
