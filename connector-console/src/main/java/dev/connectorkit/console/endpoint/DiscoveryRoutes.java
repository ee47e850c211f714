package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.handover.IdTokens;
import dev.connectorkit.console.handover.SigningKeys;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client library reads first (OpenID Connect Discovery §3, RFC 8414 §2). */
final class DiscoveryRoutes {

  // Long enough to spare requests, short enough for a key that signs from now on.
  private static final String CACHED = "public, max-age=60";

  private final IdTokens idTokens;
  private final SigningKeys keys;

  DiscoveryRoutes(IdTokens idTokens, SigningKeys keys) {
    this.idTokens = idTokens;
    this.keys = keys;
  }

  void metadata(Context context) {
    String issuer = idTokens.issuer();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("issuer", issuer);
    values.put("authorization_endpoint", issuer + "/authorize");
    values.put("token_endpoint", issuer + "/token");
    values.put("userinfo_endpoint", issuer + "/userinfo");
    values.put("jwks_uri", issuer + "/.well-known/jwks.json");
    values.put("scopes_supported", List.of("openid"));
    values.put("response_types_supported", List.of("code"));
    values.put("response_modes_supported", List.of("query"));
    values.put("grant_types_supported", List.of("authorization_code"));
    values.put("code_challenge_methods_supported", List.of("S256"));
    values.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    values.put("subject_types_supported", List.of("public"));
    values.put("id_token_signing_alg_values_supported", List.of("RS256"));
    values.put("authorization_response_iss_parameter_supported", true);
    values.put("request_parameter_supported", false);
    values.put("request_uri_parameter_supported", false);
    context.header("Cache-Control", CACHED);
    OAuthJson.body(context, values);
  }

  void keys(Context context) {
    context.header("Cache-Control", CACHED);
    context.contentType("application/json; charset=utf-8").result(keys.published());
  }
}
