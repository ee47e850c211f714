/** Sign in with LinkedIn. */
@NullMarked
package dev.connectorkit.linkedin;

import org.jspecify.annotations.NullMarked;
