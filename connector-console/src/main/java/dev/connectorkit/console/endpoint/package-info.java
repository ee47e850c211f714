/** What applications call, and where they send browsers to: OAuth 2.0 and OpenID Connect. */
@NullMarked
package dev.connectorkit.console.endpoint;

import org.jspecify.annotations.NullMarked;
