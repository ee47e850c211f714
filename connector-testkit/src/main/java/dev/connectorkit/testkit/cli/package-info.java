/** The command line of the kit. */
@NullMarked
package dev.connectorkit.testkit.cli;

import org.jspecify.annotations.NullMarked;
