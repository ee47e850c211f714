/** Inputs that broke software of this kind, to be tried on what is to be kept whole. */
@NullMarked
package dev.connectorkit.testkit.corpus;

import org.jspecify.annotations.NullMarked;
