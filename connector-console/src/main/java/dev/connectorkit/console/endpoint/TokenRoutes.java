package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.CodeExchange;
import dev.connectorkit.console.handover.FailureLimit;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.console.handover.SignedIn;
import dev.connectorkit.console.handover.TokenResponse;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a server exchanges a code (RFC 6749 §3.2), and asks who signed in. */
final class TokenRoutes {

  private static final String BEARER = "bearer ";

  private final Applications applications;
  private final CodeExchange codes;
  private final FailureLimit failures;
  private final SignInChoices choices;

  TokenRoutes(HandoverServices handover, SignInChoices choices) {
    this.applications = handover.applications();
    this.codes = handover.codes();
    this.failures = handover.failures();
    this.choices = choices;
  }

  void exchange(Context context) {
    String clientId = "";
    try {
      Parameters parameters = Parameters.of(Forms.of(context));
      ClientCredentials credentials =
          ClientCredentials.of(context.header("Authorization"), parameters);
      clientId = credentials.clientId();
      TokenResponse response = exchange(parameters, credentials);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("access_token", response.accessToken().reveal());
      values.put("token_type", "Bearer");
      values.put("expires_in", response.lifetime().toSeconds());
      values.put("id_token", response.idToken().reveal());
      values.put("scope", "openid");
      OAuthJson.body(context, values);
    } catch (OAuthException e) {
      OAuthJson.refuse(context, counted(clientId, e));
    }
  }

  /** OpenID Connect Core §5.3; the token comes in the header only (RFC 6750 §2.1). */
  void userInfo(Context context) {
    String header = String.valueOf(context.header("Authorization"));
    try {
      boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
      String token = bearer ? header.substring(BEARER.length()).strip() : "";
      if (token.isEmpty()) {
        throw new OAuthException(OAuthError.INVALID_TOKEN, "Send the access token as Bearer.");
      }
      SignedIn signedIn =
          codes
              .userInfo(Secret.of(token), choices::offers)
              .orElseThrow(
                  () ->
                      new OAuthException(
                          OAuthError.INVALID_TOKEN, "The access token is unknown or has ended."));
      OAuthJson.body(context, signedIn.claims());
    } catch (OAuthException e) {
      OAuthJson.refuse(context, e);
    }
  }

  private TokenResponse exchange(Parameters parameters, ClientCredentials credentials) {
    Application client = applications.authenticated(credentials.clientId(), credentials.secret());
    if (!parameters.required("grant_type").equals("authorization_code")) {
      throw new OAuthException(
          OAuthError.UNSUPPORTED_GRANT_TYPE, "The grant_type must be authorization_code.");
    }
    return codes.exchange(
        client,
        Secret.of(parameters.required("code")),
        parameters.required("redirect_uri"),
        Secret.of(parameters.required("code_verifier")),
        choices::offers);
  }

  private OAuthException counted(String clientId, OAuthException failure) {
    return failures.failed(clientId)
        ? new OAuthException(
            OAuthError.TOO_MANY_REQUESTS, "Too many requests of this client failed. Wait a minute.")
        : failure;
  }
}
