/** A connector's config schema at work: validation, defaults, secrets, origins and the form. */
@NullMarked
package dev.connectorkit.host.config;

import org.jspecify.annotations.NullMarked;
