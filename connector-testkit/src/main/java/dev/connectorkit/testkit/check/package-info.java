/** How the rules are checked: a stage with a fake provider for each case, and the cases. */
@NullMarked
package dev.connectorkit.testkit.check;

import org.jspecify.annotations.NullMarked;
