/** The public pages: the choice of providers, the callback, who is signed in. */
@NullMarked
package dev.connectorkit.console.site;

import org.jspecify.annotations.NullMarked;
