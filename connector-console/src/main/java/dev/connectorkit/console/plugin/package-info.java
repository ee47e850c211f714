/** Changes of the plugins of this node, where they are allowed. */
@NullMarked
package dev.connectorkit.console.plugin;

import org.jspecify.annotations.NullMarked;
