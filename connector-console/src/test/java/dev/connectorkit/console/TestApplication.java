package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.handover.Applications.Registered;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** An application's server, as careful as it should be; a session is one sign-in of one browser. */
final class TestApplication {

  static final String RETURN = "https://shop.example/callback";

  final String clientId;
  final String secret;
  private final HttpClient http = HttpClient.newHttpClient();

  TestApplication(Registered registered) {
    this.clientId = registered.application().clientId();
    this.secret = registered.secret().reveal();
  }

  /** What it keeps for one browser. */
  record Session(String state, String nonce, String verifier) {}

  static Session session() {
    return new Session(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        (UUID.randomUUID() + "" + UUID.randomUUID()).substring(0, 64));
  }

  Map<String, String> request(Session session) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", clientId);
    request.put("redirect_uri", RETURN);
    request.put("scope", "openid");
    request.put("state", session.state());
    request.put("nonce", session.nonce());
    request.put("code_challenge", challenge(session.verifier()));
    request.put("code_challenge_method", "S256");
    return request;
  }

  String authorize(Session session, String... more) {
    Map<String, String> request = request(session);
    for (int i = 0; i < more.length; i += 2) {
      request.put(more[i], more[i + 1]);
    }
    return "/authorize?" + form(request);
  }

  /** The code, if the answer is to what this session asked. */
  static Optional<String> code(Session session, URI answer) {
    Map<String, String> parameters = parameters(answer);
    return session.state().equals(parameters.get("state"))
        ? Optional.ofNullable(parameters.get("code"))
        : Optional.empty();
  }

  HttpResponse<String> exchange(URI console, Session session, String code) {
    return token(console, exchangeForm(session, code), true);
  }

  Map<String, String> exchangeForm(Session session, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", RETURN);
    form.put("code_verifier", session.verifier());
    return form;
  }

  HttpResponse<String> token(URI console, Map<String, String> form, boolean authenticated) {
    var request =
        HttpRequest.newBuilder(console.resolve("/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(form)));
    if (authenticated) {
      request.header("Authorization", basic(clientId, secret));
    }
    return send(request);
  }

  HttpResponse<String> userInfo(URI console, String accessToken) {
    return send(
        HttpRequest.newBuilder(console.resolve("/userinfo"))
            .header("Authorization", "Bearer " + accessToken));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((encode(name) + ":" + encode(password)).getBytes(UTF_8));
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JsonMapper.builder().build().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  static Map<String, String> parameters(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> java.net.URLDecoder.decode(pair[1], UTF_8),
                (one, other) -> one + " and " + other,
                LinkedHashMap::new));
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String challenge(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
