package dev.connectorkit.console.web;

import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/** The two cookies: what binds a sign-in to this browser, and the session afterwards. */
final class Cookies {

  private static final int UNTIL_BROWSER_CLOSES = -1;

  private final String prefix;
  private final boolean secure;

  /**
   * @param secure whether the site is served by https; then no other site can plant these cookies
   */
  Cookies(boolean secure) {
    this.secure = secure;
    this.prefix = secure ? "__Host-" : "";
  }

  void bind(Context context, StartedSignIn started) {
    // A form that the provider's page posts brings no other kind of cookie along.
    boolean crossSite = secure && started.responseMode() == ResponseMode.FORM_POST;
    set(
        context,
        "browser",
        started.browserToken().reveal(),
        crossSite ? SameSite.NONE : SameSite.LAX);
  }

  Optional<Secret> browserToken(Context context) {
    return Optional.ofNullable(context.cookie(prefix + "browser"))
        .filter(value -> !value.isEmpty())
        .map(Secret::of);
  }

  void open(Context context, String session) {
    set(context, "session", session, SameSite.LAX);
  }

  Optional<String> session(Context context) {
    return Optional.ofNullable(context.cookie(prefix + "session"));
  }

  void close(Context context) {
    context.removeCookie(prefix + "session", "/");
  }

  private void set(Context context, String name, String value, SameSite sameSite) {
    context.cookie(
        new Cookie(prefix + name, value, "/", UNTIL_BROWSER_CLOSES, secure, true, null, sameSite));
  }
}
