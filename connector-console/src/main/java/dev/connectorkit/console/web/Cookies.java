package dev.connectorkit.console.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;

/** Cookies of this site alone, which no script reads; gone when the browser closes. */
public final class Cookies {

  private static final int UNTIL_BROWSER_CLOSES = -1;

  private final String prefix;
  private final boolean secure;

  private Cookies(boolean secure) {
    this.secure = secure;
    this.prefix = secure ? "__Host-" : "";
  }

  /**
   * @param publicUrl where browsers reach the site: by https, no other site can plant its cookies
   */
  public static Cookies of(URI publicUrl) {
    return new Cookies("https".equals(publicUrl.getScheme()));
  }

  /** Whether they travel by https only. */
  public boolean secure() {
    return secure;
  }

  public void set(Context context, String name, String value, SameSite sameSite) {
    context.cookie(
        new Cookie(prefix + name, value, "/", UNTIL_BROWSER_CLOSES, secure, true, null, sameSite));
  }

  public Optional<String> get(Context context, String name) {
    return Optional.ofNullable(context.cookie(prefix + name)).filter(value -> !value.isEmpty());
  }

  public void remove(Context context, String name) {
    if (get(context, name).isPresent()) {
      context.cookie(new Cookie(prefix + name, "", "/", 0, secure, true, null, SameSite.LAX));
    }
  }
}
