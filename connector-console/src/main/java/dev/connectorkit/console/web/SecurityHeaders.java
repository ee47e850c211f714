package dev.connectorkit.console.web;

import io.javalin.http.Context;

/** Headers of every response. */
public final class SecurityHeaders {

  /**
   * Pages load nothing but their own style, script and pictures. There is no form-action: browsers
   * apply it to the redirect that a begun sign-in answers, and to every hop after it.
   */
  private static final String POLICY = policy("'self'");

  /**
   * For the page about who signed in, whose picture is wherever the provider has it. Plain http is
   * for a practice provider, which runs on the person's own machine.
   */
  public static final String PROFILE_POLICY = policy("'self' https: http://localhost:*");

  /** For a picture from a plugin, which is an active document in the case of SVG. */
  public static final String PICTURE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private SecurityHeaders() {}

  private static String policy(String pictures) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
        + pictures
        + "; base-uri 'none'; frame-ancestors 'none'";
  }

  /**
   * @param secure whether browsers reach the site by https
   */
  static void set(Context context, boolean secure) {
    if (secure) {
      // A year (RFC 6797 §6.1.1).
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
  }
}
