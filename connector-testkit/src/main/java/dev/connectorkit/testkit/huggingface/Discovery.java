package dev.connectorkit.testkit.huggingface;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The provider's metadata. It names no revocation endpoint, because there is none. */
final class Discovery {

  private Discovery() {}

  static Map<String, Object> document(URI origin) {
    var document = new LinkedHashMap<String, Object>();
    document.put("issuer", origin.toString());
    document.put("authorization_endpoint", origin + "/oauth/authorize");
    document.put("token_endpoint", origin + "/oauth/token");
    document.put("userinfo_endpoint", origin + "/oauth/userinfo");
    document.put("jwks_uri", origin + "/oauth/jwks");
    document.put("response_types_supported", List.of("code"));
    document.put("response_modes_supported", List.of("query"));
    document.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return document;
  }
}
