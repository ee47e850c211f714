/** A plugin's readme as a page that only says what it says. */
@NullMarked
package dev.connectorkit.console.guide;

import org.jspecify.annotations.NullMarked;
