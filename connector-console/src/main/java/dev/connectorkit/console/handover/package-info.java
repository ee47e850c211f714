/**
 * Sign-ins for other programs: who may ask for one, and the code by which they learn who it was
 * (RFC 6749, RFC 7636, RFC 9207, OpenID Connect Core).
 */
@NullMarked
package dev.connectorkit.console.handover;

import org.jspecify.annotations.NullMarked;
