/** Sign in with any OpenID provider. */
@NullMarked
package dev.connectorkit.oidc;

import org.jspecify.annotations.NullMarked;
