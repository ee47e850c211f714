/** The kit in an author's own build: each rule as a test of its own. */
@NullMarked
package dev.connectorkit.testkit.junit;

import org.jspecify.annotations.NullMarked;
