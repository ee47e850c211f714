package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.handover.Handovers;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.util.Optional;

/** Binds the sign-ins for applications to this browser. */
final class ApplicationCookie {

  private static final String NAME = "application";

  private final Cookies cookies;

  ApplicationCookie(Cookies cookies) {
    this.cookies = cookies;
  }

  /** What this browser holds, or what it is to hold. */
  Secret browser(Context context) {
    return held(context).orElseGet(Handovers::newBrowser);
  }

  Optional<Secret> held(Context context) {
    return cookies.get(context, NAME).map(Secret::of);
  }

  void set(Context context, Secret browser, StartedSignIn started) {
    // A form that the provider's page posts brings no other kind of cookie along.
    boolean crossSite = cookies.secure() && started.responseMode() == ResponseMode.FORM_POST;
    cookies.set(context, NAME, browser.reveal(), crossSite ? SameSite.NONE : SameSite.LAX);
  }
}
