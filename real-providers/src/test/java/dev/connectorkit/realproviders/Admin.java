package dev.connectorkit.realproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** Keycloak's admin REST API, and its token endpoint as another client would use it. */
final class Admin {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final Https https;

  Admin(URI server, Https https) {
    this.server = server;
    this.https = https;
  }

  JsonNode get(String path) {
    return json(succeeded(https.send(request(path).GET())).body());
  }

  /** The id of what was created. */
  String post(String path, Object body) {
    HttpResponse<String> created = succeeded(https.send(request(path).POST(json(body))));
    String location = created.headers().firstValue("Location").orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  void put(String path, Object body) {
    succeeded(https.send(request(path).PUT(json(body))));
  }

  void delete(String path) {
    succeeded(https.send(request(path).DELETE()));
  }

  /** Posts a form to any of the server's endpoints. */
  HttpResponse<String> form(String path, Map<String, String> fields) {
    return https.send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  HttpResponse<String> withToken(String path, String accessToken) {
    return https.send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + accessToken));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Keycloak answered no JSON: " + text, e);
    }
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(joining("&"));
  }

  private HttpRequest.Builder request(String path) {
    // Its tokens end after a minute.
    String token =
        json(succeeded(
                    form(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                            "grant_type", "client_credentials",
                            "client_id", Keycloak.ADMIN_CLIENT,
                            "client_secret", Keycloak.ADMIN_SECRET)))
                .body())
            .get("access_token")
            .asText();
    return HttpRequest.newBuilder(server.resolve("/admin/realms/staff" + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    try {
      return BodyPublishers.ofString(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  private static HttpResponse<String> succeeded(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response;
  }
}
