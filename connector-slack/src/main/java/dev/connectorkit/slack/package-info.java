/** Sign in with Slack. */
@NullMarked
package dev.connectorkit.slack;

import org.jspecify.annotations.NullMarked;
