/** The rules as data, and what a run says about them. */
@NullMarked
package dev.connectorkit.testkit.rule;

import org.jspecify.annotations.NullMarked;
