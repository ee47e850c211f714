package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** One issuer, compared as text without any normalization (RFC 9207 §2.4). */
record ExactIssuer(String issuer) implements IssuerRule {

  // What an issuer identifier can consist of, and a log line can bear.
  private static final Pattern READABLE = Pattern.compile("[!-~&&[^']]{1,200}");

  ExactIssuer {
    requireNonNull(issuer, "issuer is null");
  }

  @Override
  public boolean accepts(String stated) {
    return issuer.equals(stated);
  }

  @Override
  public String expected() {
    return quoted(issuer);
  }

  /** A stated issuer for a message: it may come from anybody. */
  static String quoted(String stated) {
    return READABLE.matcher(stated).matches() ? "'" + stated + "'" : "one that is no issuer at all";
  }
}
