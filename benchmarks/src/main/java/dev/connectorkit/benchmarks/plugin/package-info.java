/** A connector for jars that are made by the dozen. */
@NullMarked
package dev.connectorkit.benchmarks.plugin;

import org.jspecify.annotations.NullMarked;
