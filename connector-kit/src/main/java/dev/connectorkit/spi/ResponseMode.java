package dev.connectorkit.spi;

/**
 * How the provider hands its authorization response to the redirect URI.
 *
 * <p>A host needs to know: with {@link #FORM_POST} the callback is a cross-site POST, to which a
 * browser attaches no {@code SameSite=Lax} cookie.
 */
public enum ResponseMode {
  /** A GET with the parameters in the query (RFC 6749 §4.1.2). */
  QUERY,
  /** A POST with the parameters in a form (OAuth 2.0 Form Post Response Mode). */
  FORM_POST
}
