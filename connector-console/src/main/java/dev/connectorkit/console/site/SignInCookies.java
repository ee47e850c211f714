package dev.connectorkit.console.site;

import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.util.Optional;

/** The two cookies: what binds a sign-in to this browser, and the session afterwards. */
final class SignInCookies {

  private static final String BROWSER = "browser";
  private static final String SESSION = "session";

  private final Cookies cookies;

  SignInCookies(Cookies cookies) {
    this.cookies = cookies;
  }

  void bind(Context context, StartedSignIn started) {
    // A form that the provider's page posts brings no other kind of cookie along.
    boolean crossSite = cookies.secure() && started.responseMode() == ResponseMode.FORM_POST;
    cookies.set(
        context,
        BROWSER,
        started.browserToken().reveal(),
        crossSite ? SameSite.NONE : SameSite.LAX);
  }

  Optional<Secret> browserToken(Context context) {
    return cookies.get(context, BROWSER).map(Secret::of);
  }

  void open(Context context, String session) {
    cookies.set(context, SESSION, session, SameSite.LAX);
  }

  Optional<String> session(Context context) {
    return cookies.get(context, SESSION);
  }

  void close(Context context) {
    cookies.remove(context, SESSION);
  }
}
