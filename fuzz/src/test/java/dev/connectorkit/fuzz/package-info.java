@NullMarked
package dev.connectorkit.fuzz;

import org.jspecify.annotations.NullMarked;
