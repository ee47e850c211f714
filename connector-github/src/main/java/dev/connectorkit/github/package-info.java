/** Sign in with GitHub. */
@NullMarked
package dev.connectorkit.github;

import org.jspecify.annotations.NullMarked;
