/** Sign in with Google. */
@NullMarked
package dev.connectorkit.google;

import org.jspecify.annotations.NullMarked;
