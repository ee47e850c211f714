/** How the console's own parts fail. */
@NullMarked
package dev.connectorkit.console.error;

import org.jspecify.annotations.NullMarked;
