/** The pictures that instances have in the place of their connectors'. */
@NullMarked
package dev.connectorkit.console.logo;

import org.jspecify.annotations.NullMarked;
