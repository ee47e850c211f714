/** Sign in with any provider of OAuth 2.0. */
@NullMarked
package dev.connectorkit.oauth2;

import org.jspecify.annotations.NullMarked;
