/** Who is signed in at the console's own pages. */
@NullMarked
package dev.connectorkit.console.person;

import org.jspecify.annotations.NullMarked;
