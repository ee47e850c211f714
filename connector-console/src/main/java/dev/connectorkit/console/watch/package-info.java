/** What tells others how the console is. */
@NullMarked
package dev.connectorkit.console.watch;

import org.jspecify.annotations.NullMarked;
