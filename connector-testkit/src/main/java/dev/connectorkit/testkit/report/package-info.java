/** What a run of the kit found, and the forms in which that is written down. */
@NullMarked
package dev.connectorkit.testkit.report;

import org.jspecify.annotations.NullMarked;
