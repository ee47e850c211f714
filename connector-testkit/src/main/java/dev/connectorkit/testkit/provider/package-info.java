/** A provider of any wire shape whose answers a script can change, sign-in by sign-in. */
@NullMarked
package dev.connectorkit.testkit.provider;

import org.jspecify.annotations.NullMarked;
