/** Sign in with Apple. */
@NullMarked
package dev.connectorkit.apple;

import org.jspecify.annotations.NullMarked;
