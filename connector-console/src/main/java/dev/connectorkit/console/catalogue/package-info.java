/** The connectors that were found, and the jars that cannot be used. */
@NullMarked
package dev.connectorkit.console.catalogue;

import org.jspecify.annotations.NullMarked;
