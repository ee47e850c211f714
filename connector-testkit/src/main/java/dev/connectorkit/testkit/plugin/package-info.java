/**
 * The check of a built plugin jar, which connector-plugin-parent runs in every connector's build.
 */
@NullMarked
package dev.connectorkit.testkit.plugin;

import org.jspecify.annotations.NullMarked;
