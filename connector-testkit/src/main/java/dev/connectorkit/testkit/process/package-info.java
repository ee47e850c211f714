/** Further JVMs of the kit, which a plugin may ruin. */
@NullMarked
package dev.connectorkit.testkit.process;

import org.jspecify.annotations.NullMarked;
