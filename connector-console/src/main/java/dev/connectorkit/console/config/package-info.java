/** Configs as they are kept: with their secrets apart, and as text. */
@NullMarked
package dev.connectorkit.console.config;

import org.jspecify.annotations.NullMarked;
