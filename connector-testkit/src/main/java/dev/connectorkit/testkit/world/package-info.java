/**
 * A small Internet on loopback: fake origins that are reached at their real https addresses through
 * a proxy, and what arrived at each of them.
 */
@NullMarked
package dev.connectorkit.testkit.world;

import org.jspecify.annotations.NullMarked;
