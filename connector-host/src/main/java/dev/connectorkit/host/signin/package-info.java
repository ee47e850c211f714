/** The sign-ins in progress: what is remembered of each, and where. */
@NullMarked
package dev.connectorkit.host.signin;

import org.jspecify.annotations.NullMarked;
