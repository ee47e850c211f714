package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.IdTokenDraft;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ID Token. */
final class IdtChecks {

  private static final String STRANGER = "https://attacker.example";
  private static final int FLOOD = 30;
  private static final int MAX_FETCHES = 5;

  private IdtChecks() {}

  static void register(Checks checks) {
    checks.add("IDT-01", IdtChecks::good);
    checks.add("IDT-02", IdtChecks::issuer);
    checks.add("IDT-03", IdtChecks::audience);
    checks.add("IDT-04", IdtChecks::furtherAudience);
    checks.add("IDT-05", IdtChecks::expiry);
    checks.add("IDT-06", IdtChecks::issuedAt);
    checks.add("IDT-07", IdtChecks::subject);
    checks.add("IDT-08", IdtChecks::nonce);
    checks.add("IDT-09", IdtChecks::signature);
    checks.add("IDT-10", IdtChecks::unsigned);
    checks.add("IDT-11", IdtChecks::confusion);
    checks.add("IDT-12", IdtChecks::keys);
    checks.add("IDT-13", IdtChecks::discoveredIssuer);
    checks.add("IDT-14", IdtChecks::headerKeys);
    checks.add("IDT-15", IdtChecks::authorizedParty);
    checks.add("IDT-16", IdtChecks::missing);
    checks.add("IDT-17", IdtChecks::skew);
    checks.add("IDT-18", IdtChecks::logInAge);
  }

  private static void good(Bench bench) {
    accepted(bench, "aud as a text", draft -> {});
    accepted(
        bench,
        "aud as an array of one",
        draft -> draft.claim("aud", List.of(String.valueOf(draft.claims().get("aud")))));
    accepted(bench, "azp of the client", draft -> draft.claim("azp", draft.claims().get("aud")));
    accepted(
        bench,
        "unknown claims and header members",
        draft ->
            draft
                .claim("x_unknown", Map.of("a", List.of(1, 2)))
                .claim("auth_time", now() - 5)
                .header("typ", "JWT")
                .header("x_unknown", "value"));
    accepted(
        bench,
        "times with fractions",
        draft -> draft.claim("iat", now() + 0.5).claim("exp", now() + 3600.25));
  }

  private static void accepted(Bench bench, String what, Consumer<IdTokenDraft> change) {
    bench.tolerated(what, script -> script.idToken(change));
  }

  private static void issuer(Bench bench) {
    String issuer = String.valueOf(bench.shape().provider().issuer());
    refused(bench, "another iss", draft -> draft.claim("iss", STRANGER));
    refused(bench, "no iss", draft -> draft.without("iss"));
    refused(bench, "null as iss", draft -> draft.claim("iss", null));
    refused(
        bench,
        "an iss with a slash more or less",
        draft -> {
          String said = String.valueOf(draft.claims().getOrDefault("iss", issuer));
          draft.claim(
              "iss", said.endsWith("/") ? said.substring(0, said.length() - 1) : said + "/");
        });
    refused(
        bench,
        "an iss in capitals",
        draft ->
            draft.claim("iss", String.valueOf(draft.claims().get("iss")).toUpperCase(Locale.ROOT)));
    refused(
        bench,
        "an iss that begins with the right one",
        draft -> draft.claim("iss", draft.claims().get("iss") + ".attacker.example"));
  }

  private static void audience(Bench bench) {
    refused(bench, "another aud", draft -> draft.claim("aud", "another-client"));
    refused(bench, "no aud", draft -> draft.without("aud"));
    refused(bench, "an empty array as aud", draft -> draft.claim("aud", List.of()));
    refused(
        bench,
        "an aud that begins with the client id",
        draft -> draft.claim("aud", draft.claims().get("aud") + "-other"));
    refused(
        bench, "an array of another aud", draft -> draft.claim("aud", List.of("another-client")));
    refused(
        bench,
        "the first half of the client id as aud",
        draft -> {
          String clientId = String.valueOf(draft.claims().get("aud"));
          draft.claim("aud", clientId.substring(0, clientId.length() / 2));
        });
    refused(
        bench,
        "an aud that names the client among others in one text",
        draft -> draft.claim("aud", "another-client " + draft.claims().get("aud")));
    refused(
        bench,
        "the client id in another case as aud",
        draft -> draft.claim("aud", inAnotherCase(String.valueOf(draft.claims().get("aud")))));
  }

  private static void furtherAudience(Bench bench) {
    refused(
        bench,
        "a second audience",
        draft ->
            draft.claim(
                "aud", List.of(String.valueOf(draft.claims().get("aud")), "another-client")));
  }

  private static void expiry(Bench bench) {
    refused(
        bench,
        "an end 10 minutes ago",
        draft -> draft.claim("iat", now() - 4200).claim("exp", now() - 600));
    refused(bench, "no exp", draft -> draft.without("exp"));
    refused(bench, "null as exp", draft -> draft.claim("exp", null));
    refused(bench, "a text as exp", draft -> draft.claim("exp", "tomorrow"));
  }

  private static void issuedAt(Bench bench) {
    refused(bench, "no iat", draft -> draft.without("iat"));
    refused(
        bench,
        "an iat a day ahead",
        draft -> draft.claim("iat", now() + 86_400).claim("exp", now() + 90_000));
  }

  private static void subject(Bench bench) {
    refused(bench, "no sub", draft -> draft.without("sub"));
    refused(bench, "an empty sub", draft -> draft.claim("sub", ""));
    refused(bench, "null as sub", draft -> draft.claim("sub", null));
    refused(bench, "an object as sub", draft -> draft.claim("sub", Map.of("id", 1)));
  }

  private static void nonce(Bench bench) {
    Map<String, Consumer<IdTokenDraft>> wrong = new LinkedHashMap<>();
    wrong.put("another nonce", draft -> draft.claim("nonce", "nonce-of-another-sign-in-000000"));
    if (bench.shape().repeatsNonce()) {
      wrong.put("no nonce", draft -> draft.without("nonce"));
    }
    wrong.put("an empty nonce", draft -> draft.claim("nonce", ""));
    wrong.put(
        "a nonce cut short",
        draft -> {
          String nonce = String.valueOf(draft.claims().get("nonce"));
          draft.claim("nonce", nonce.substring(0, nonce.length() - 1));
        });
    wrong.put(
        "the nonce in another case",
        draft -> draft.claim("nonce", inAnotherCase(String.valueOf(draft.claims().get("nonce")))));
    wrong.put(
        "the nonce and more",
        draft -> draft.claim("nonce", draft.claims().get("nonce") + "-and-more"));
    wrong.put(
        "an array of the nonce as nonce",
        draft ->
            draft.claim("nonce", List.of(String.valueOf(draft.claims().get("nonce")), "another")));
    wrong.forEach(
        (name, change) ->
            bench
                .hostile("an ID Token with " + name)
                .script(script -> script.idToken(change))
                .reaches(Endpoint.TOKEN)
                .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
                .failsWith(Failures.idToken()));
  }

  private static void signature(Bench bench) {
    refused(
        bench,
        "a sub changed after signing",
        draft -> draft.afterwards(token -> withPayload(token, "\"sub\":\"", "\"sub\":\"9")));
    refused(bench, "a flipped bit in the signature", draft -> draft.afterwards(IdtChecks::flipped));
    refused(
        bench,
        "a signature cut in half",
        draft ->
            draft.afterwards(
                token ->
                    token.substring(
                        0, token.length() - (token.length() - token.lastIndexOf('.')) / 2)));
    refused(bench, "a stranger's signature", IdTokenDraft::signedByStranger);
    refused(
        bench,
        "a stranger's signature and no kid",
        draft -> draft.signedByStranger().header("kid", null));
    refused(
        bench,
        "a signature of zeros",
        draft -> draft.afterwards(token -> withSignature(token, new byte[signatureLength(token)])));
    if (bench.shape().provider().jwks() != null) {
      bench
          .hostile("an ID Token whose key is not published")
          .providerScript(
              script ->
                  script.answer(Endpoint.JWKS, FakeResponse.json(200, Map.of("keys", List.of()))))
          .reaches(Endpoint.TOKEN)
          .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(Failures.plus(Failures.idToken(), ConnectorError.UNAVAILABLE));
    }
  }

  private static int signatureLength(String token) {
    return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)).length;
  }

  private static void unsigned(Bench bench) {
    for (String none : List.of("none", "nOnE", "NONE")) {
      refused(bench, "alg " + none, draft -> draft.header("alg", none).unsigned());
    }
    refused(
        bench,
        "alg none and no last dot",
        draft ->
            draft
                .header("alg", "none")
                .unsigned()
                .afterwards(token -> token.substring(0, token.length() - 1)));
    refused(bench, "an empty signature", IdTokenDraft::unsigned);
    refused(bench, "no alg", draft -> draft.header("alg", null).unsigned());
  }

  private static void confusion(Bench bench) {
    for (String encoding : List.of("PEM", "DER", "JWK")) {
      refused(
          bench,
          "HS256 keyed with the public key in " + encoding,
          draft ->
              draft
                  .header("alg", "HS256")
                  .macWith(draft.publicKeyBytes().getOrDefault(encoding, new byte[0])));
    }
    String pointer = bench.shape().client().secret();
    if (pointer != null) {
      String secret =
          String.valueOf(
              dev.connectorkit.testkit.shape.JsonPointers.get(bench.shape().config(), pointer));
      refused(
          bench,
          "HS256 keyed with the client secret",
          draft -> draft.header("alg", "HS256").macWith(secret.getBytes(UTF_8)));
    }
    refused(
        bench,
        "HS256 keyed with nothing",
        draft -> draft.header("alg", "HS256").macWith(new byte[] {0}));
  }

  private static void keys(Bench bench) {
    bench.tolerated(
        "no kid, and one key", script -> script.idToken(draft -> draft.header("kid", null)));
    bench.verify(
        "a new key, published when it first signs",
        stage -> {
          Profiles.requireExpected(stage, stage.signIn().succeed());
          stage.provider().keys().rotate();
          Profiles.requireExpected(stage, stage.signIn().succeed());
        });
    bench.verify(
        "a new key beside the old one",
        stage -> {
          Profiles.requireExpected(stage, stage.signIn().succeed());
          stage.provider().keys().add();
          Profiles.requireExpected(stage, stage.signIn().succeed());
        });
    bench.verify(
        FLOOD + " tokens with made-up kids",
        stage -> {
          stage.signIn().succeed();
          for (int i = 0; i < FLOOD; i++) {
            String kid = "made-up-" + i;
            Outcome<?> outcome =
                stage
                    .signIn(
                        new Script().idToken(draft -> draft.signedByStranger().header("kid", kid)))
                    .run();
            Breach.unless(
                outcome.returned().isEmpty(), "the token is refused", "the sign-in succeeds");
          }
          int fetches = stage.at(Endpoint.JWKS).size();
          Breach.unless(
              fetches <= MAX_FETCHES,
              "the key set is fetched at most " + MAX_FETCHES + " times",
              "it is fetched " + fetches + " times");
        });
  }

  private static void discoveredIssuer(Bench bench) {
    String issuer = String.valueOf(bench.shape().provider().issuer());
    for (String other : List.of(STRANGER, issuer + "/x", issuer.toUpperCase(Locale.ROOT))) {
      bench
          .hostile("a document of the issuer " + other)
          .providerScript(
              Bench.also(
                  script ->
                      script.answer(
                          Endpoint.DISCOVERY,
                          Documents.change(document -> document.put("issuer", other)))))
          .alsoAtAuthorize()
          .reaches(Endpoint.DISCOVERY)
          .avoids(Endpoint.TOKEN)
          .failsWith(ConnectorError.values());
    }
    bench
        .hostile("a document without an issuer")
        .providerScript(
            Bench.also(
                script ->
                    script.answer(
                        Endpoint.DISCOVERY,
                        Documents.change(document -> document.remove("issuer")))))
        .alsoAtAuthorize()
        .reaches(Endpoint.DISCOVERY)
        .avoids(Endpoint.TOKEN)
        .failsWith(ConnectorError.values());
  }

  private static void headerKeys(Bench bench) {
    Map<String, Consumer<IdTokenDraft>> offers = new LinkedHashMap<>();
    offers.put("jwk", draft -> draft.header("jwk", draft.strangersKey()));
    offers.put("jku", draft -> draft.header("jku", STRANGER + "/keys"));
    offers.put("x5u", draft -> draft.header("x5u", STRANGER + "/chain.pem"));
    offers.put(
        "x5c",
        draft ->
            draft.header(
                "x5c",
                List.of(Base64.getEncoder().encodeToString(draft.publicKeyBytes().get("DER")))));
    offers.put("a key that is not known, without kid", draft -> draft.header("kid", null));
    List<String> asked = new ArrayList<>();
    StageSetup withStranger =
        bench
            .plainSetup()
            .withStranger(
                STRANGER,
                request -> {
                  asked.add(request.path());
                  return FakeResponse.json(200, Map.of("keys", List.of()));
                });
    offers.forEach(
        (name, offer) ->
            bench
                .hostile("a stranger's signature, and " + name + " in the header")
                .on(withStranger)
                .script(
                    script ->
                        script.idToken(
                            draft -> {
                              draft.signedByStranger().header("kid", "strangers-key");
                              offer.accept(draft);
                            }))
                .reaches(Endpoint.TOKEN)
                .and(
                    (stage, outcome) ->
                        Breach.unless(
                            asked.isEmpty()
                                && stage.journal().connects().stream()
                                    .noneMatch(to -> to.startsWith("attacker.example")),
                            "nothing is asked of " + STRANGER,
                            "it is"))
                .failsWith(Failures.idToken()));
    refused(
        bench,
        "an unknown critical header",
        draft -> draft.header("crit", List.of("x_must_know")).header("x_must_know", 1));
  }

  private static void authorizedParty(Bench bench) {
    refused(bench, "azp of another client", draft -> draft.claim("azp", "another-client"));
    refused(
        bench,
        "an azp that begins with the client id",
        draft -> draft.claim("azp", draft.claims().get("aud") + "-other"));
  }

  private static void missing(Bench bench) {
    Map<String, @Nullable Object> wrong = new LinkedHashMap<>();
    wrong.put("no id_token", null);
    wrong.put("an empty id_token", "");
    wrong.put("an id_token that is no JWT", "not.a.token");
    wrong.put("an id_token of two parts", "e30.e30");
    wrong.put(
        "an encrypted id_token", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..aXY.Y2lwaGVy.dGFn");
    wrong.forEach(
        (name, value) ->
            bench
                .hostile("a token response with " + name)
                .script(script -> script.tokenMember("id_token", value))
                .reaches(Endpoint.TOKEN)
                .failsWith(Failures.idToken()));
  }

  private static void skew(Bench bench) {
    accepted(
        bench,
        "an end 20 seconds ago",
        draft -> draft.claim("iat", now() - 600).claim("exp", now() - 20));
    accepted(bench, "an iat 20 seconds ahead", draft -> draft.claim("iat", now() + 20));
  }

  private static void logInAge(Bench bench) {
    Map<String, Consumer<IdTokenDraft>> tooOld = new LinkedHashMap<>();
    tooOld.put("an hour ago", draft -> draft.claim("auth_time", now() - 3600));
    tooOld.put("nobody says when", draft -> draft.without("auth_time"));
    tooOld.forEach(
        (name, change) ->
            bench.verify(
                "max_age=60, and the last log-in was: " + name,
                stage -> {
                  SignInAttempt signIn =
                      stage.signIn(new Script().idToken(change)).hint(Hint.MAX_AGE, "60");
                  // A connector may leave hints alone.
                  if (signIn.parameter("max_age").isPresent()) {
                    Outcome<?> done = signIn.run();
                    Breach.unless(
                        done.failure().isPresent(),
                        "the sign-in fails with a ConnectorException",
                        "complete() " + done.words());
                  }
                }));
    bench.verify(
        "max_age=60, and the last log-in was just now",
        stage -> {
          Script script = new Script().idToken(draft -> draft.claim("auth_time", now() - 2));
          CbChecks.requireDone(stage.signIn(script).hint(Hint.MAX_AGE, "60").run());
        });
  }

  private static void refused(Bench bench, String what, Consumer<IdTokenDraft> change) {
    bench
        .hostile("an ID Token with " + what)
        .script(script -> script.idToken(change))
        .reaches(Endpoint.TOKEN)
        .failsWith(Failures.idToken());
  }

  private static String withPayload(String token, String find, String replace) {
    String[] parts = token.split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String changed = payload.replaceFirst(java.util.regex.Pattern.quote(find), replace);
    return parts[0]
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(UTF_8))
        + "."
        + parts[2];
  }

  private static String flipped(String token) {
    String[] parts = token.split("\\.");
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    signature[signature.length / 2] ^= 1;
    return withSignature(token, signature);
  }

  /** Letters the other way round; with an addition where there is no letter. */
  private static String inAnotherCase(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String other = text.equals(lower) ? text.toUpperCase(Locale.ROOT) : lower;
    return other.equals(text) ? text + "X" : other;
  }

  private static String withSignature(String token, byte[] signature) {
    return token.substring(0, token.lastIndexOf('.'))
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
