/** How the console reads JSON that comes from outside. */
@NullMarked
package dev.connectorkit.console.json;

import org.jspecify.annotations.NullMarked;
