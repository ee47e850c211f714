/** The built connectors at identity providers that nobody here wrote. */
@NullMarked
package dev.connectorkit.realproviders;

import org.jspecify.annotations.NullMarked;
