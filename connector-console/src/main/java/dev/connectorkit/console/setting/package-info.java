/** What the program was started with, as the operator's pages and the API show it. */
@NullMarked
package dev.connectorkit.console.setting;

import org.jspecify.annotations.NullMarked;
