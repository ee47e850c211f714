package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.console.site.CallbackGuest;
import dev.connectorkit.console.site.Pages;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInLimit;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The endpoints: one for browsers, which answers with pages, and others that answer with JSON. */
public final class ApplicationArea implements Area, CallbackGuest {

  private static final String AUTHORIZE = "/authorize";
  private static final Set<String> FOR_PROGRAMS = Set.of("/token", "/userinfo");

  private final AuthorizeRoutes authorize;
  private final TokenRoutes token;
  private final DiscoveryRoutes discovery;
  private final Pages pages = new Pages();

  public ApplicationArea(
      ConnectorHost host,
      SignInChoices choices,
      HandoverServices handover,
      SignInLimit limit,
      Clock clock) {
    this.authorize = new AuthorizeRoutes(host, choices, handover, limit, clock);
    this.token = new TokenRoutes(handover, choices);
    this.discovery = new DiscoveryRoutes(handover.idTokens(), handover.signingKeys());
  }

  @Override
  public boolean covers(String path) {
    return path.equals(AUTHORIZE) || isForPrograms(path);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(AUTHORIZE, authorize::ask);
    routes.post(AUTHORIZE, authorize::choose);
    routes.post("/token", token::exchange);
    routes.get("/userinfo", token::userInfo);
    routes.post("/userinfo", token::userInfo);
    routes.get("/.well-known/openid-configuration", discovery::metadata);
    routes.get("/.well-known/oauth-authorization-server", discovery::metadata);
    routes.get("/.well-known/jwks.json", discovery::keys);
  }

  @Override
  public boolean answers(Context context, String instance, Map<String, List<String>> parameters) {
    return authorize.answers(context, instance, parameters);
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    if (isForPrograms(context.path())) {
      boolean passes =
          failure.error().httpStatus() == OAuthError.TEMPORARILY_UNAVAILABLE.httpStatus();
      boolean theirs = failure.error() == ConnectorError.INVALID_REQUEST_PARAMETERS;
      OAuthError error =
          passes
              ? OAuthError.TEMPORARILY_UNAVAILABLE
              : theirs ? OAuthError.INVALID_REQUEST : OAuthError.SERVER_ERROR;
      OAuthJson.refuse(
          context, new OAuthException(error, passes ? "Try again in a moment." : "See the log."));
    } else {
      pages.failed(failure, context);
    }
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    if (!isForPrograms(context.path())) {
      pages.refused(refusal, context);
    } else {
      OAuthJson.body(
          context,
          Map.of(
              "error", OAuthError.INVALID_REQUEST.code(),
              "error_description", String.valueOf(refusal.getMessage())));
    }
  }

  private static boolean isForPrograms(String path) {
    return FOR_PROGRAMS.contains(path) || path.startsWith("/.well-known/");
  }
}
