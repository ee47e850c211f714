/** How the console reads JSON: strictly what comes from outside, and what it stored itself. */
@NullMarked
package dev.connectorkit.console.json;

import org.jspecify.annotations.NullMarked;
