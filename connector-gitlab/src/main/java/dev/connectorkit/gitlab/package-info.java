/** Sign in with GitLab. */
@NullMarked
package dev.connectorkit.gitlab;

import org.jspecify.annotations.NullMarked;
