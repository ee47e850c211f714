/**
 * The JSON API below {@code /api/v1}, for programs. An operation reads a request, calls the service
 * that the pages call, and answers; {@code openapi.yaml} describes each of them.
 */
@NullMarked
package dev.connectorkit.console.api;

import org.jspecify.annotations.NullMarked;
