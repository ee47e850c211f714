/**
 * Ways to sign a person in, made comparable: the same provider, the same two requests, the same
 * HTTP client wherever it can be chosen.
 */
@NullMarked
package dev.connectorkit.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
