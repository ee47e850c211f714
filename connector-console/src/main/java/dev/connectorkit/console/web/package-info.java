/** The sign-in site: routes, sessions, pages. */
@NullMarked
package dev.connectorkit.console.web;

import org.jspecify.annotations.NullMarked;
