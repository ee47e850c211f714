package dev.connectorkit.testkit.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Log-in, consent, and the redirect back. */
final class AuthorizationEndpoint {

  private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String SESSION_COOKIE = "token";

  private final FakeHuggingFace provider;
  private final Vault<String> sessions = new Vault<>();
  private final Set<String> remembered = ConcurrentHashMap.newKeySet();

  AuthorizationEndpoint(FakeHuggingFace provider) {
    this.provider = provider;
  }

  FakeResponse handle(FakeRequest request) {
    Optional<FakeResponse> refusal = refusal(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> problem = scopeProblem(request);
    if (problem.isPresent()) {
      return FakeResponse.redirect(
          callback(request, Map.of("error", "invalid_scope", "error_description", problem.get())));
    }
    Optional<FakePerson> person = request.cookie(SESSION_COOKIE).flatMap(this::person);
    if (person.isEmpty()) {
      String back = URLEncoder.encode(request.target().toString(), UTF_8);
      return FakeResponse.redirect(URI.create(request.origin() + "/login?next=" + back));
    }
    if (request.method().equals("POST")) {
      boolean granted = request.formParameter("decision").filter("authorize"::equals).isPresent();
      return FakeResponse.redirect(answer(request, person.get(), granted));
    }
    if (remembered.contains(consentKey(request, person.get()))) {
      return FakeResponse.redirect(answer(request, person.get(), true));
    }
    return FakeResponse.html(
        200,
        Pages.consent(
            request.target(), client(request).orElseThrow(), person.get(), scopes(request)));
  }

  /** The log-in page lets anybody be any of the invented people. */
  FakeResponse login(FakeRequest request) {
    String next = request.queryParameter("next").orElse("/");
    // Only to this site: the page must not send anybody anywhere else.
    String back = next.startsWith("/") && !next.startsWith("//") ? next : "/";
    Optional<FakePerson> chosen = request.formParameter("person").map(provider.people::get);
    if (request.method().equals("POST") && chosen.isPresent()) {
      String session = OpaqueValue.text();
      sessions.put(session, chosen.get().sub());
      return FakeResponse.redirect(URI.create(request.origin() + back))
          .header(
              "Set-Cookie", SESSION_COOKIE + "=" + session + "; HttpOnly; SameSite=Lax; Path=/");
    }
    return FakeResponse.html(200, Pages.login(request.target(), provider.everybody()));
  }

  URI decide(URI authorizationUri, Consent consent) {
    URI origin =
        URI.create(authorizationUri.getScheme() + "://" + authorizationUri.getRawAuthority());
    URI target = URI.create(authorizationUri.getRawPath() + "?" + authorizationUri.getRawQuery());
    var request = new FakeRequest("GET", origin, target, Map.of(), new byte[0]);
    refusal(request)
        .ifPresent(
            page -> {
              throw new IllegalStateException(new String(page.body(), UTF_8));
            });
    Optional<String> problem = scopeProblem(request);
    if (problem.isPresent()) {
      return callback(
          request, Map.of("error", "invalid_scope", "error_description", problem.get()));
    }
    return answer(request, provider.people.get(consent.sub()), consent.granted());
  }

  /** Faults that are told on the spot: their redirect URI cannot be trusted. */
  private Optional<FakeResponse> refusal(FakeRequest request) {
    Optional<FakeClient> client = client(request);
    if (client.isEmpty()) {
      return Optional.of(FakeResponse.html(400, Pages.message("400", "Unknown client_id")));
    }
    String redirectUri = request.queryParameter("redirect_uri").orElse("");
    if (client.get().redirectUris().stream().noneMatch(known -> same(known, redirectUri))) {
      return Optional.of(FakeResponse.html(400, Pages.message("400", "Invalid redirect_uri")));
    }
    return Optional.empty();
  }

  /** Equal to the letter, except for the port of plain http on loopback. */
  private static boolean same(String known, String asked) {
    if (known.equals(asked)) {
      return true;
    }
    try {
      URI one = URI.create(known);
      URI other = URI.create(asked);
      return "http".equals(one.getScheme())
          && LOOPBACK.contains(String.valueOf(one.getHost()))
          && withoutPort(one).equals(withoutPort(other));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(URI uri) {
    return uri.toString().replaceFirst(":" + uri.getPort() + "(?=/|$|\\?)", "");
  }

  private Optional<String> scopeProblem(FakeRequest request) {
    Set<String> refused = new LinkedHashSet<>(scopes(request));
    refused.removeAll(client(request).orElseThrow().scopes());
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of("Scopes that are not enabled for this application: " + refused);
  }

  private URI answer(FakeRequest request, FakePerson person, boolean granted) {
    if (!granted) {
      return callback(
          request,
          Map.of("error", "access_denied", "error_description", "The user denied the request"));
    }
    remembered.add(consentKey(request, person));
    Instant now = provider.clock.instant();
    String code = OpaqueValue.text();
    provider.codes.put(
        code,
        new Grant(
            client(request).orElseThrow(),
            person.sub(),
            scopes(request),
            request.queryParameter("redirect_uri").orElseThrow(),
            request.queryParameter("code_challenge"),
            request.queryParameter("nonce"),
            request.origin(),
            now,
            now.plus(CODE_LIFETIME)));
    return callback(request, Map.of("code", code));
  }

  private URI callback(FakeRequest request, Map<String, String> parameters) {
    var all = new LinkedHashMap<>(parameters);
    request.queryParameter("state").ifPresent(state -> all.put("state", state));
    if (provider.has(Quirk.ISSUER_IN_RESPONSE)) {
      all.put("iss", request.origin().toString());
    }
    List<String> pairs =
        all.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
            .toList();
    String redirectUri = request.queryParameter("redirect_uri").orElseThrow();
    return URI.create(
        redirectUri + (redirectUri.contains("?") ? "&" : "?") + String.join("&", pairs));
  }

  private Optional<FakeClient> client(FakeRequest request) {
    return request.queryParameter("client_id").map(provider.clients::get);
  }

  private Optional<FakePerson> person(String session) {
    return sessions.get(session).map(provider.people::get);
  }

  private static Set<String> scopes(FakeRequest request) {
    Set<String> scopes =
        new LinkedHashSet<>(
            List.of(
                request.queryParameter("scope").orElse("openid profile").strip().split("\\s+")));
    scopes.remove("");
    return scopes;
  }

  private String consentKey(FakeRequest request, FakePerson person) {
    return person.sub() + " " + request.queryParameter("client_id").orElse("") + scopes(request);
  }
}
