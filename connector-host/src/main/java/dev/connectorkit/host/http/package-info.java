/** Outbound HTTP, bounded in time, size and reach. */
@NullMarked
package dev.connectorkit.host.http;

import org.jspecify.annotations.NullMarked;
