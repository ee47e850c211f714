/** What is taken from a console to a file, and from a file to a console. */
@NullMarked
package dev.connectorkit.console.transfer;

import org.jspecify.annotations.NullMarked;
