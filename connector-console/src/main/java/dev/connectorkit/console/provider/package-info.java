/** Which providers people signed in with, so that no stranger is taken for one of them later. */
@NullMarked
package dev.connectorkit.console.provider;

import org.jspecify.annotations.NullMarked;
