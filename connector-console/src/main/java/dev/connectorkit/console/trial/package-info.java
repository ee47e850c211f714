/** Checks and tries: whether a config works, step by step, before people use it. */
@NullMarked
package dev.connectorkit.console.trial;

import org.jspecify.annotations.NullMarked;
