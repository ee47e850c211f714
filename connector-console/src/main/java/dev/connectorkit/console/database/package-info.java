/** Where the console keeps things: one SQL dialect for the embedded database and PostgreSQL. */
@NullMarked
package dev.connectorkit.console.database;

import org.jspecify.annotations.NullMarked;
