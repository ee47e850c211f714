/** Sign in with Discord. */
@NullMarked
package dev.connectorkit.discord;

import org.jspecify.annotations.NullMarked;
