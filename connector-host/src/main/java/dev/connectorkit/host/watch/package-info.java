/** What a host tells about its sign-ins, for logs and metrics. */
@NullMarked
package dev.connectorkit.host.watch;

import org.jspecify.annotations.NullMarked;
