/** Who changed what, and when. */
@NullMarked
package dev.connectorkit.console.audit;

import org.jspecify.annotations.NullMarked;
