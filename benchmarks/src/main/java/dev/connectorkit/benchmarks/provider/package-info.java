/** The provider that all contestants sign in at; in a process of its own. */
@NullMarked
package dev.connectorkit.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
