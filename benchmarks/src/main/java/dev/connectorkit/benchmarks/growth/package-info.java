/** How cost grows with instances, plugins and pending sign-ins. */
@NullMarked
package dev.connectorkit.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
