/** The rules as data, what a run says about them, and the breaches an author accepts for now. */
@NullMarked
package dev.connectorkit.testkit.rule;

import org.jspecify.annotations.NullMarked;
