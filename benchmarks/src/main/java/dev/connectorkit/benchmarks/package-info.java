/** Measures, and prints one table. */
@NullMarked
package dev.connectorkit.benchmarks;

import org.jspecify.annotations.NullMarked;
