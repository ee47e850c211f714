/** What the archetype makes, tried out as its users do. */
@NullMarked
package dev.connectorkit.archetype;

import org.jspecify.annotations.NullMarked;
