/** The operators: set-up link, passwords, sessions, and what keeps guessing at them slow. */
@NullMarked
package dev.connectorkit.console.operator;

import org.jspecify.annotations.NullMarked;
