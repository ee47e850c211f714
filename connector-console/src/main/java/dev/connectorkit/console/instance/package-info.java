/** The configured connectors: stored, changed through one entry, and run by every node. */
@NullMarked
package dev.connectorkit.console.instance;

import org.jspecify.annotations.NullMarked;
