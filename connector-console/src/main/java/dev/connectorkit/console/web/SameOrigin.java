package dev.connectorkit.console.web;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;

/** Refuses a POST that another site's page caused; a provider's callback is the one exception. */
final class SameOrigin {

  private final String own;

  /**
   * @param site an address of this site. Not what the Host header says: it is the browser's word,
   *     and a name of somebody else's can lead here
   */
  SameOrigin(URI site) {
    this.own = site.getScheme() + "://" + site.getRawAuthority();
  }

  void check(Context context) {
    if (context.method() != HandlerType.POST || context.path().startsWith("/callback/")) {
      return;
    }
    if (isForeign(context)) {
      throw ConnectorException.of(ConnectorError.STATE_MISMATCH)
          .message("The request came from a page of another site.")
          .build();
    }
  }

  /**
   * Browsers say where a request comes from in Sec-Fetch-Site. Older ones have Origin, which cannot
   * be told from a foreign one ("null") under the referrer policy of this site. Programs send
   * neither.
   */
  private boolean isForeign(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String origin = context.header("Origin");
    return origin != null && !origin.equals(own);
  }
}
