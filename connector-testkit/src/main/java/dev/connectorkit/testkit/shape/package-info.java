/** What a connector tells the kit about its provider: the wire-shape file. */
@NullMarked
package dev.connectorkit.testkit.shape;

import org.jspecify.annotations.NullMarked;
