/** The program: its command line, and how it is put together. */
@NullMarked
package dev.connectorkit.console;

import org.jspecify.annotations.NullMarked;
