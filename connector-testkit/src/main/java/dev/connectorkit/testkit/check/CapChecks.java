package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is declared, and the token set. */
final class CapChecks {

  private CapChecks() {}

  static void register(Checks checks) {
    checks.add("CAP-01", CapChecks::truthful);
    checks.add("CAP-02", bench -> bench.verify("one refresh", CapChecks::refreshRequest));
    checks.add("CAP-03", CapChecks::rotation);
    checks.add("CAP-04", CapChecks::endedRefreshToken);
    checks.add("CAP-05", CapChecks::refreshedIdToken);
    checks.add("CAP-06", CapChecks::revocation);
    checks.add("CAP-07", CapChecks::tokenSet);
    checks.add(
        "CAP-08",
        bench ->
            bench.verifyWithoutStage(
                "the metadata",
                () ->
                    Breach.unless(
                        bench.subject().can(Capability.PKCE), "PKCE is declared", "it is not")));
  }

  private static void truthful(Bench bench) {
    Subject subject = bench.subject();
    bench.verify(
        "PKCE is declared exactly when it is used",
        stage -> {
          boolean used = stage.signIn().parameter("code_challenge").isPresent();
          Breach.unless(
              used == subject.can(Capability.PKCE),
              "the request " + (used ? "has" : "has no") + " challenge, and the metadata says so",
              "the metadata says the opposite",
              used ? add(Capability.PKCE) : remove(Capability.PKCE) + ", or use PKCE");
        });
    bench.verify(
        "ID Tokens are declared exactly when they are asked for",
        stage -> {
          boolean asked =
              Arrays.asList(stage.signIn().parameter("scope").orElse("").split("[ ,]+"))
                      .contains("openid")
                  || stage.shape().idToken().isPresent();
          Breach.unless(
              asked == subject.can(Capability.ID_TOKEN),
              "ID Tokens are " + (asked ? "" : "not ") + "in play, and the metadata says so",
              "the metadata says the opposite",
              asked
                  ? add(Capability.ID_TOKEN)
                  : remove(Capability.ID_TOKEN) + ", or ask for the scope openid");
        });
    bench.verify(
        subject.can(Capability.REFRESH) ? "refresh works" : "refresh is refused",
        stage -> {
          SignIn signIn = stage.signIn().succeed();
          Outcome<TokenSet> outcome = refresh(stage, signIn);
          requireCapability(
              subject.can(Capability.REFRESH),
              "refresh()",
              outcome,
              subject.can(Capability.REFRESH)
                  ? remove(Capability.REFRESH) + ", or take .withoutRefresh() away"
                  : add(Capability.REFRESH) + ", or call .withoutRefresh()");
        });
    bench.verify(
        subject.can(Capability.REVOKE) ? "revoke works" : "revoke is refused",
        stage -> {
          SignIn signIn = stage.signIn().succeed();
          Outcome<Boolean> outcome = revoke(stage, signIn.tokens().accessToken());
          requireCapability(
              subject.can(Capability.REVOKE),
              "revoke()",
              outcome,
              subject.can(Capability.REVOKE)
                  ? remove(Capability.REVOKE) + ", or name the address by .withRevocation(…)"
                  : add(Capability.REVOKE) + ", or leave .withRevocation(…) out");
        });
  }

  private static String add(Capability capability) {
    return "Add Capability." + capability + " to .capabilities(…) in metadata()";
  }

  private static String remove(Capability capability) {
    return "Take Capability." + capability + " out of .capabilities(…) in metadata()";
  }

  private static void requireCapability(
      boolean declared, String operation, Outcome<?> outcome, String cure) throws Breach {
    if (declared) {
      Breach.unless(
          outcome.returned().isPresent(),
          operation + " works, as the metadata says",
          "it " + outcome.words(),
          cure);
    } else {
      Breach.unless(
          outcome.error().filter(ConnectorError.NOT_SUPPORTED::equals).isPresent(),
          operation + " fails with NOT_SUPPORTED, as it is not declared",
          "it " + outcome.words(),
          cure);
    }
  }

  static Outcome<TokenSet> refresh(Stage stage, SignIn signIn) throws Breach {
    Secret token = signIn.tokens().refreshToken().orElseGet(() -> Secret.of("no-refresh-token"));
    return refresh(stage, signIn, token);
  }

  private static Outcome<TokenSet> refresh(Stage stage, SignIn signIn, Secret token) throws Breach {
    SocialConnector connector = stage.connector();
    return stage.call(
        () ->
            connector.refresh(
                new RefreshRequest(
                    token, Optional.of(signIn.profile().id()), signIn.tokens().scopes())));
  }

  static Outcome<Boolean> revoke(Stage stage, Secret token) throws Breach {
    SocialConnector connector = stage.connector();
    return stage.call(
        () -> {
          connector.revoke(new RevocationRequest(token, RevocationRequest.Kind.ACCESS_TOKEN));
          return true;
        });
  }

  private static SignIn signedIn(Stage stage) throws Breach {
    SignIn signIn = stage.signIn().succeed();
    Breach.unless(
        signIn.tokens().refreshToken().isPresent(),
        "the sign-in carries the refresh token",
        "it carries none");
    return signIn;
  }

  private static void refreshRequest(Stage stage) throws Breach, NotReached {
    SignIn signIn = signedIn(stage);
    Outcome<TokenSet> renewed = refresh(stage, signIn);
    FakeRequest request = lastTokenRequest(stage, renewed);
    Breach.unless(
        request.formParameter("grant_type").equals(Optional.of("refresh_token")),
        "grant_type is refresh_token",
        "it is " + request.formParameter("grant_type").orElse("missing"));
    Breach.unless(
        request
            .formParameter("refresh_token")
            .equals(signIn.tokens().refreshToken().map(Secret::reveal)),
        "the refresh token is the one given",
        "it is another one or missing");
    Set<String> asked = Set.of(request.formParameter("scope").orElse("").split("[ ,]+"));
    for (String scope : asked) {
      Breach.unless(
          scope.isEmpty() || signIn.tokens().scopes().contains(scope),
          "no scope beyond what was granted (RFC 6749 §6)",
          scope + " is asked for");
    }
    Breach.unless(
        stage.provider().complaints().isEmpty(),
        "the provider recognizes the client",
        String.join("; ", stage.provider().complaints()));
    Breach.unless(renewed.returned().isPresent(), "the refresh succeeds", "it " + renewed.words());
    Breach.unless(
        !renewed.returned().orElseThrow().accessToken().equals(signIn.tokens().accessToken()),
        "there is a new access token",
        "it is the old one");
  }

  private static FakeRequest lastTokenRequest(Stage stage, Outcome<?> outcome) throws NotReached {
    List<Journal.Exchange> sent = stage.at(Endpoint.TOKEN);
    if (sent.size() < 2) {
      throw new NotReached("refresh() asks the token endpoint", "it " + outcome.words());
    }
    return sent.get(sent.size() - 1).request();
  }

  private static void rotation(Bench bench) {
    bench.verify(
        "a new refresh token",
        stage -> {
          SignIn signIn = signedIn(stage);
          Outcome<TokenSet> once = refresh(stage, signIn);
          lastTokenRequest(stage, once);
          TokenSet first = required(once);
          Secret rotated =
              first
                  .refreshToken()
                  .orElseThrow(() -> new Breach("the result has a refresh token", "it has none"));
          Breach.unless(
              !Optional.of(rotated).equals(signIn.tokens().refreshToken()),
              "the refresh token is the new one",
              "it is the old one");
          TokenSet second = required(refresh(stage, signIn, rotated));
          Breach.unless(
              second.refreshToken().isPresent(), "the second result has one too", "it has none");
        });
    bench.verify(
        "no refresh token in the answer",
        stage -> {
          SignIn signIn = signedIn(stage);
          stage.provider().script(new Script().tokenMember("refresh_token", null));
          Outcome<TokenSet> renewed = refresh(stage, signIn);
          lastTokenRequest(stage, renewed);
          Breach.unless(
              required(renewed).refreshToken().equals(signIn.tokens().refreshToken()),
              "the old refresh token stays",
              "the result has another one or none");
        });
  }

  private static TokenSet required(Outcome<TokenSet> outcome) throws Breach {
    return outcome
        .returned()
        .orElseThrow(() -> new Breach("the refresh succeeds", "it " + outcome.words()));
  }

  private static void endedRefreshToken(Bench bench) {
    failedRefresh(
        bench,
        "invalid_grant",
        FakeResponse.json(400, Map.of("error", "invalid_grant")),
        ConnectorError.TOKEN_INVALID);
    failedRefresh(
        bench,
        "status 503",
        FakeResponse.of(503, "text/plain", "Try again later."),
        ConnectorError.UNAVAILABLE);
    failedRefresh(
        bench,
        "invalid_client",
        FakeResponse.json(401, Map.of("error", "invalid_client")),
        ConnectorError.INVALID_CONFIG);
  }

  private static void failedRefresh(
      Bench bench, String what, FakeResponse answer, ConnectorError expected) {
    bench.verify(
        "the token endpoint answers with " + what,
        stage -> {
          SignIn signIn = signedIn(stage);
          stage.provider().script(new Script().answer(Endpoint.TOKEN, answer));
          Outcome<TokenSet> renewed = refresh(stage, signIn);
          lastTokenRequest(stage, renewed);
          Breach.unless(
              renewed.error().filter(expected::equals).isPresent(),
              "refresh() fails with " + expected,
              "it " + renewed.words());
          Breach.unless(
              stage.at(Endpoint.TOKEN).size() == 2,
              "one request",
              "there are " + (stage.at(Endpoint.TOKEN).size() - 1));
        });
  }

  private static void refreshedIdToken(Bench bench) {
    Map<String, UnaryOperator<Script>> wrong = new java.util.LinkedHashMap<>();
    wrong.put(
        "another issuer",
        script -> script.idToken(draft -> draft.claim("iss", "https://attacker.example")));
    wrong.put(
        "another subject",
        script ->
            script.idToken(
                draft -> {
                  draft.claim("sub", "somebody-else");
                  // Wherever else the identifier may be read from.
                  draft
                      .claims()
                      .replaceAll(
                          (name, value) -> name.matches("oid|uid|id") ? "somebody-else" : value);
                }));
    wrong.put(
        "a stranger's signature", script -> script.idToken(draft -> draft.signedByStranger()));
    wrong.put("another audience", script -> script.idToken(draft -> draft.claim("aud", "other")));
    wrong.forEach(
        (name, change) ->
            bench.verify(
                "a refreshed ID Token with " + name,
                stage -> {
                  SignIn signIn = signedIn(stage);
                  stage.provider().script(change.apply(new Script()));
                  Outcome<TokenSet> renewed = refresh(stage, signIn);
                  lastTokenRequest(stage, renewed);
                  Breach.unless(
                      renewed.error().isPresent(),
                      "refresh() fails, typed",
                      "it " + renewed.words());
                }));
    bench.verify(
        "no ID Token in the answer, which is allowed",
        stage -> {
          SignIn signIn = signedIn(stage);
          stage.provider().script(new Script().tokenMember("id_token", null));
          required(refresh(stage, signIn));
        });
  }

  private static void revocation(Bench bench) {
    bench.verify(
        "a known token",
        stage -> {
          SignIn signIn = stage.signIn().succeed();
          Outcome<Boolean> done = revoke(stage, signIn.tokens().accessToken());
          List<Journal.Exchange> sent = stage.at(Endpoint.REVOCATION);
          if (sent.isEmpty()) {
            throw new NotReached("the revocation endpoint is asked", "revoke() " + done.words());
          }
          FakeRequest request = sent.get(0).request();
          Breach.unless(
              request
                  .formParameter("token")
                  .equals(Optional.of(signIn.tokens().accessToken().reveal())),
              "the token is in the body",
              "it is not");
          for (String secret : stage.provider().secrets()) {
            Breach.unless(
                SecretForms.find(secret, request.target().toString()).isEmpty(),
                "no secret is in the address",
                "one is");
          }
          Breach.unless(
              stage.provider().complaints().isEmpty(),
              "the provider recognizes the client",
              String.join("; ", stage.provider().complaints()));
          Breach.unless(done.returned().isPresent(), "revoke() succeeds", "it " + done.words());
        });
    for (RevocationRequest.Kind kind : RevocationRequest.Kind.values()) {
      bench.verify(
          "a hint at the kind of token: " + kind.hint(),
          stage -> {
            SocialConnector connector = stage.connector();
            Secret token = Secret.of("token-of-either-kind");
            stage.call(
                () -> {
                  connector.revoke(new RevocationRequest(token, kind));
                  return true;
                });
            for (Journal.Exchange sent : stage.at(Endpoint.REVOCATION)) {
              String hint = sent.request().formParameter("token_type_hint").orElse("");
              // RFC 7009 §2.1: it may be left out.
              Breach.unless(
                  hint.isEmpty() || hint.equals(kind.hint()),
                  "token_type_hint is " + kind.hint() + ", where it is sent",
                  "it is " + hint);
            }
          });
    }
    bench.verify(
        "a token the provider does not know",
        stage -> {
          stage.connector();
          Outcome<Boolean> done = revoke(stage, Secret.of("token-that-nobody-knows"));
          Breach.unless(done.returned().isPresent(), "revoke() succeeds", "it " + done.words());
        });
    for (int status : List.of(503, 400)) {
      bench.verify(
          "the revocation endpoint answers " + status,
          stage -> {
            SignIn signIn = stage.signIn().succeed();
            stage
                .provider()
                .script(
                    new Script()
                        .answer(
                            Endpoint.REVOCATION,
                            FakeResponse.json(status, Map.of("error", "unsupported_token_type"))));
            Outcome<Boolean> done = revoke(stage, signIn.tokens().accessToken());
            Breach.unless(done.error().isPresent(), "revoke() fails, typed", "it " + done.words());
          });
    }
  }

  /** What the provider says; a wire shape may replace the usual hour. */
  private static Duration lifetime(WireShape shape) {
    Object stated =
        java.util.Objects.requireNonNull(shape.tokenResponse().members()).get("expires_in");
    return stated == null
        ? Duration.ofHours(1)
        : Duration.ofSeconds(Long.parseLong(String.valueOf(stated)));
  }

  private static void tokenSet(Bench bench) {
    bench.verify(
        "every member",
        stage -> {
          Instant before = Instant.now();
          SignIn signIn = stage.signIn().succeed();
          TokenSet tokens = signIn.tokens();
          Set<String> secrets = stage.provider().secrets();
          Breach.unless(
              secrets.contains(tokens.accessToken().reveal()),
              "the access token is the very one",
              "it is another text");
          Breach.unless(
              tokens.refreshToken().isEmpty()
                  || secrets.contains(tokens.refreshToken().get().reveal()),
              "the refresh token is the very one",
              "it is another text");
          if (stage.subject().can(Capability.REFRESH)) {
            Breach.unless(
                tokens.refreshToken().isPresent(), "there is a refresh token", "there is none");
          }
          if (stage.shape().idToken().isPresent()) {
            Breach.unless(
                tokens.idToken().filter(token -> secrets.contains(token.reveal())).isPresent(),
                "the ID Token is the very one",
                "it is missing or another text");
          }
          Instant end =
              tokens.expiresAt().orElseThrow(() -> new Breach("expiresAt is set", "it is absent"));
          Duration away = Duration.between(before, end);
          Duration wanted = lifetime(stage.shape());
          Breach.unless(
              away.minus(wanted).abs().compareTo(Duration.ofMinutes(2)) < 0,
              "expiresAt is " + wanted.toSeconds() + " s away",
              "it is " + away.toSeconds() + " s away");
        });
    bench.verify(
        "an expires_in as a text",
        stage -> {
          SignIn signIn = stage.signIn(new Script().tokenMember("expires_in", "3600")).succeed();
          Breach.unless(
              signIn.tokens().expiresAt().isPresent(), "expiresAt is an hour away", "it is absent");
        });
    bench.verify(
        "a narrower scope",
        stage -> {
          SignIn signIn =
              stage.signIn(new Script().tokenMember("scope", "x-first x-second")).succeed();
          Breach.unless(
              signIn.tokens().scopes().equals(Set.of("x-first", "x-second")),
              "scopes are x-first and x-second",
              "they are " + signIn.tokens().scopes());
        });
  }
}
