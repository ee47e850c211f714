/** Instances in files, and values in the environment. */
@NullMarked
package dev.connectorkit.console.source;

import org.jspecify.annotations.NullMarked;
