/**
 * Config forms: drawn from a connector's schema, read back into a typed config. Secrets go in,
 * never out.
 */
@NullMarked
package dev.connectorkit.console.form;

import org.jspecify.annotations.NullMarked;
