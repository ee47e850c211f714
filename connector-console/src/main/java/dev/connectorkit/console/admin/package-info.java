/** The operator's pages: they read a request, call a service and render. */
@NullMarked
package dev.connectorkit.console.admin;

import org.jspecify.annotations.NullMarked;
