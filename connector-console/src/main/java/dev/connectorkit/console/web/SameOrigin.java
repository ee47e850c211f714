package dev.connectorkit.console.web;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** Refuses a POST that another site's page caused; a provider's callback is the one exception. */
final class SameOrigin {

  private SameOrigin() {}

  static void check(Context context) {
    if (context.method() != HandlerType.POST || context.path().startsWith("/callback/")) {
      return;
    }
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean foreignSite = site != null && !site.equals("same-origin");
    boolean foreignOrigin =
        origin != null && !origin.equals(context.scheme() + "://" + context.header("Host"));
    if (foreignSite || foreignOrigin) {
      throw ConnectorException.of(ConnectorError.STATE_MISMATCH)
          .message("The request came from a page of another site.")
          .build();
    }
  }
}
