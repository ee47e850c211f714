/**
 * Runs rules on a jar in processes of their own, and turns whatever happens there into verdicts.
 */
@NullMarked
package dev.connectorkit.testkit.run;

import org.jspecify.annotations.NullMarked;
