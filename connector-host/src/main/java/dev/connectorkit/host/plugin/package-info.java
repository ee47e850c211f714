/** How connector jars are judged, loaded and kept apart from the host and from each other. */
@NullMarked
package dev.connectorkit.host.plugin;

import org.jspecify.annotations.NullMarked;
