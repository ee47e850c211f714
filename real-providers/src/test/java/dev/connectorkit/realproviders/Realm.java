package dev.connectorkit.realproviders;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The realm "staff", as its administrator sees and changes it. */
final class Realm {

  private static final String PROTOCOL = "/realms/staff/protocol/openid-connect";
  private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

  private final Admin admin;
  private final URI server;

  Realm(Admin admin, URI server) {
    this.admin = admin;
    this.server = server;
  }

  String issuer() {
    return server + "/realms/staff";
  }

  /**
   * Registers a client of its own for a test, with PKCE required.
   *
   * @param settings of Keycloak's client representation, in place of the usual ones
   * @param attributes more of its attributes
   * @return its client id
   */
  String register(Map<String, ?> settings, Map<String, String> attributes) {
    String clientId = "portal-" + UUID.randomUUID();
    var all = new HashMap<String, String>(Map.of("pkce.code.challenge.method", "S256"));
    all.putAll(attributes);
    var client = new HashMap<String, Object>();
    client.put("clientId", clientId);
    client.put("redirectUris", List.of(Portal.BASE_URL + "/*"));
    client.put("secret", Portal.SECRET);
    client.put("standardFlowEnabled", true);
    client.put("attributes", all);
    client.putAll(settings);
    admin.post("/clients", client);
    return clientId;
  }

  /** A person that is in no other test. */
  Employee hire() {
    String username = "ada-" + UUID.randomUUID();
    var employee = new Employee(username, "correct horse battery", username + "@example.org");
    String id =
        admin.post(
            "/users",
            Map.of(
                "username",
                employee.username(),
                "enabled",
                true,
                "firstName",
                "Ada",
                "lastName",
                "Lovelace",
                "email",
                employee.email(),
                "emailVerified",
                true,
                "credentials",
                List.of(
                    Map.of("type", "password", "value", employee.password(), "temporary", false))));
    return employee.withId(id);
  }

  void disable(Employee employee) {
    admin.put("/users/" + employee.id(), Map.of("enabled", false));
  }

  /** The newest first, as Keycloak lists them. */
  List<JsonNode> events(String clientId, String type) {
    return list(admin.get("/events?client=" + clientId + "&type=" + type));
  }

  /** How many sessions of a person are open. */
  int sessions(Employee employee) {
    return admin.get("/users/" + employee.id() + "/sessions").size();
  }

  /** The id (kid) of the key that signs by RS256. */
  String signingKey() {
    return admin.get("/keys").at("/active/RS256").asText();
  }

  /** The ids of the keys that the realm publishes. */
  List<String> publishedKeys() {
    var ids = new ArrayList<String>();
    Admin.json(certificates().body()).get("keys").forEach(key -> ids.add(key.get("kid").asText()));
    return ids;
  }

  /** Makes a key that signs from now on, and removes the one that did so far. */
  void replaceSigningKey() {
    String former = signingKey();
    String realmId = admin.get("").get("id").asText();
    String provider =
        list(admin.get("/keys").get("keys")).stream()
            .filter(key -> key.path("kid").asText().equals(former))
            .map(key -> key.get("providerId").asText())
            .findFirst()
            .orElseThrow();
    admin.post(
        "/components",
        Map.of(
            "name",
            "signing-" + UUID.randomUUID(),
            "providerId",
            "rsa-generated",
            "providerType",
            KEY_PROVIDER,
            "parentId",
            realmId,
            "config",
            Map.of(
                "priority", List.of("200"),
                "enabled", List.of("true"),
                "active", List.of("true"),
                "keySize", List.of("2048"),
                "algorithm", List.of("RS256"))));
    admin.delete("/components/" + provider);
  }

  /** What userinfo says to the bearer of an access token. */
  HttpResponse<String> userInfo(String accessToken) {
    return admin.withToken(PROTOCOL + "/userinfo", accessToken);
  }

  /** What the token endpoint says to a client that refreshes by itself. */
  HttpResponse<String> refresh(String clientId, String refreshToken) {
    return admin.form(
        PROTOCOL + "/token",
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            clientId,
            "client_secret",
            Portal.SECRET,
            "refresh_token",
            refreshToken));
  }

  private HttpResponse<String> certificates() {
    return admin.withToken(PROTOCOL + "/certs", "none");
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
