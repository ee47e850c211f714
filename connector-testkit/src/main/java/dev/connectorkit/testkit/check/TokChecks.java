package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.Authentication;
import dev.connectorkit.testkit.shape.WireShape.TokenResponse.Format;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token request and its response. */
final class TokChecks {

  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private TokChecks() {}

  static void register(Checks checks) {
    checks.add("TOK-01", bench -> bench.verify("the token request", TokChecks::formPost));
    checks.add("TOK-02", TokChecks::grant);
    checks.add("TOK-03", TokChecks::clientAuthentication);
    checks.add("TOK-04", bench -> bench.verify("all addresses", TokChecks::noSecretInAddresses));
    checks.add("TOK-05", bench -> bench.verify("the verifier", TokChecks::verifier));
    checks.add("TOK-06", bench -> bench.verify("the Accept header", TokChecks::accept));
    checks.add("TOK-07", TokChecks::tokenTypeCase);
    checks.add("TOK-08", TokChecks::unknownTokenType);
    checks.add("TOK-09", TokChecks::leanAndRich);
    checks.add("TOK-10", TokChecks::noAccessToken);
    checks.add("TOK-11", TokChecks::errorCodes);
    checks.add("TOK-12", TokChecks::errorWith200);
    checks.add("TOK-13", TokChecks::malformed);
  }

  /** The token request of a sign-in, whether or not that succeeded. */
  static FakeRequest tokenRequest(Stage stage, Outcome<SignIn> outcome) throws NotReached {
    List<Journal.Exchange> sent = stage.at(Endpoint.TOKEN);
    if (sent.isEmpty()) {
      throw new NotReached("the token endpoint is asked", "complete() " + outcome.words());
    }
    return sent.get(0).request();
  }

  private static void formPost(Stage stage) throws Breach, NotReached {
    FakeRequest request = tokenRequest(stage, stage.signIn().run());
    Breach.unless(
        request.method().equals("POST"), "the method is POST", "it is " + request.method());
    String type = request.header("content-type").orElse("missing").toLowerCase(Locale.ROOT);
    Breach.unless(
        type.startsWith("application/x-www-form-urlencoded"),
        "the content type is application/x-www-form-urlencoded",
        "it is " + type);
    Breach.unless(
        request.formParameter("grant_type").isPresent()
            && request.queryParameter("grant_type").isEmpty(),
        "the parameters are in the body",
        "grant_type is not");
    for (Map.Entry<String, List<String>> parameter : request.form().entrySet()) {
      Breach.unless(
          parameter.getValue().size() == 1,
          "each parameter occurs once",
          parameter.getKey() + " occurs " + parameter.getValue().size() + " times");
    }
  }

  private static void grant(Bench bench) {
    for (String redirect :
        List.of(
            "https://app.example/callback",
            "https://app.example:8443/cb/%2F?x=1&y=%C3%A9",
            "https://App.Example:443/a/../callback//./x?b=2&a=1&a=%7e")) {
      bench.verify(
          "the redirect URI " + redirect,
          stage -> {
            SignInAttempt signIn =
                stage.signIn().request("state-of-this-case", URI.create(redirect));
            Outcome<SignIn> done = signIn.run();
            FakeRequest request = tokenRequest(stage, done);
            Breach.unless(
                request.formParameter("grant_type").equals(Optional.of("authorization_code")),
                "grant_type is authorization_code",
                "it is " + request.formParameter("grant_type").orElse("missing"));
            Breach.unless(
                request.formParameter("redirect_uri").equals(Optional.of(redirect)),
                "redirect_uri is that of the authorization request",
                "it is " + request.formParameter("redirect_uri").orElse("missing"));
            CbChecks.requireDone(done);
          });
    }
  }

  private static void clientAuthentication(Bench bench) {
    bench.verify(
        "the example client, twice",
        stage -> {
          requireRecognized(stage);
          requireRecognized(stage);
        });
    WireShape.Client client = bench.shape().client();
    Authentication method = client.authentication();
    boolean plainSecret =
        method == Authentication.CLIENT_SECRET_BASIC || method == Authentication.CLIENT_SECRET_POST;
    String odd = plainSecret ? oddest(bench.subject().schema(), bench.shape()) : null;
    if (odd != null) {
      bench.verify(
          "a client id and a secret with odd characters",
          bench.plainSetup().withConfig(config -> withClient(config, client, odd)),
          TokChecks::requireRecognized);
    }
  }

  private static void requireRecognized(Stage stage) throws Breach, NotReached {
    Outcome<SignIn> done = stage.signIn().run();
    tokenRequest(stage, done);
    List<String> complaints = stage.provider().complaints();
    Breach.unless(
        complaints.isEmpty(),
        "the provider recognizes the client by "
            + stage.shape().client().authentication().name().toLowerCase(Locale.ROOT),
        String.join("; ", complaints));
    CbChecks.requireDone(done);
  }

  /** The oddest addition that the connector's schema accepts; null when it accepts none. */
  private static @Nullable String oddest(CompiledSchema schema, WireShape shape) {
    for (String odd : List.of(": % + é &=", ":%+é&=/?#", ":%+&=", "+%", "~!*()'")) {
      try {
        schema.validate(withClient(shape.config(), shape.client(), odd));
        return odd;
      } catch (ConnectorException e) {
        // Tries a tamer one.
        continue;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> withClient(
      Map<String, Object> config, WireShape.Client client, String odd) {
    Object changed =
        JsonPointers.with(config, client.id(), JsonPointers.get(config, client.id()) + odd);
    String secret = client.secret();
    return (Map<String, Object>)
        (secret == null
            ? changed
            : JsonPointers.with(changed, secret, JsonPointers.get(config, secret) + odd));
  }

  private static void noSecretInAddresses(Stage stage) throws Breach, NotReached {
    Outcome<SignIn> done = stage.signIn().run();
    tokenRequest(stage, done);
    for (Journal.Exchange exchange : stage.journal().exchanges()) {
      String address = exchange.request().target().toString();
      for (String secret : stage.provider().secrets()) {
        Optional<String> found = SecretForms.find(secret, address);
        Breach.unless(
            found.isEmpty(),
            "no secret is in an address",
            "one is, " + found.orElse("") + ", at " + exchange.request().path());
      }
    }
    CbChecks.requireDone(done);
  }

  private static void verifier(Stage stage) throws Breach, NotReached {
    Outcome<SignIn> done = stage.signIn().run();
    String verifier = tokenRequest(stage, done).formParameter("code_verifier").orElse("");
    Breach.unless(
        VERIFIER.matcher(verifier).matches(),
        "code_verifier has 43 to 128 unreserved characters",
        verifier.isEmpty() ? "it is missing" : "it has " + verifier.length() + " characters");
    Breach.unless(
        stage.provider().complaints().isEmpty(),
        "the verifier matches the challenge",
        String.join("; ", stage.provider().complaints()));
    CbChecks.requireDone(done);
  }

  private static void accept(Stage stage) throws Breach, NotReached {
    FakeRequest request = tokenRequest(stage, stage.signIn().run());
    if (stage.shape().tokenResponse().format() == Format.FORM) {
      return;
    }
    String accept = request.header("accept").orElse("missing");
    Breach.unless(
        accept.contains("application/json"), "Accept has application/json", "it is " + accept);
  }

  private static void tokenTypeCase(Bench bench) {
    for (String type : List.of("bearer", "BEARER", "bEARER")) {
      bench.tolerated("token_type " + type, script -> script.tokenMember("token_type", type));
    }
  }

  private static void unknownTokenType(Bench bench) {
    for (String type : List.of("mac", "DPoP", "N_A", "not-bearer", "Bearer+mac")) {
      bench
          .hostile("token_type " + type)
          .script(script -> script.tokenMember("token_type", type))
          .reaches(Endpoint.TOKEN)
          .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(Failures.malformed());
    }
  }

  private static void leanAndRich(Bench bench) {
    Map<String, @Nullable Object> lifetimes = new LinkedHashMap<>();
    lifetimes.put("no expires_in", null);
    lifetimes.put("expires_in as a text", "3599");
    lifetimes.put("a huge expires_in", 9_999_999_999_999L);
    lifetimes.put("a fractional expires_in", 3599.5);
    lifetimes.put("expires_in 0", 0);
    lifetimes.forEach(
        (name, value) -> bench.tolerated(name, script -> script.tokenMember("expires_in", value)));
    bench.tolerated("no refresh_token", script -> script.tokenMember("refresh_token", null));
    bench.tolerated("no scope", script -> script.tokenMember("scope", null));
    bench.tolerated(
        "unknown members",
        script -> script.tokenMember("x_extra", "value").tokenMember("not_before_policy", 0));
    bench.tolerated(
        "a token of 8,000 characters",
        script -> script.tokenMember("access_token", "t".repeat(8000)));
    if (bench.shape().tokenResponse().format() == Format.JSON) {
      bench.tolerated(
          "another content type with a charset",
          script ->
              script.answer(
                  Endpoint.TOKEN,
                  proper -> proper.header("Content-Type", "application/json;charset=UTF-8")));
      bench.tolerated(
          "an object as an unknown member",
          script -> script.tokenMember("authed_user", Map.of("id", "U1", "scopes", List.of("a"))));
    }
  }

  private static void noAccessToken(Bench bench) {
    Map<String, Object> wrong = new LinkedHashMap<>();
    wrong.put("an empty access_token", "");
    if (bench.shape().tokenResponse().format() == Format.JSON) {
      wrong.put("a number as access_token", 12345);
      wrong.put("an object as access_token", Map.of("value", "abc"));
      wrong.put("an array as access_token", List.of("abc"));
    }
    bench
        .hostile("no access_token")
        .script(script -> script.tokenMember("access_token", null))
        .reaches(Endpoint.TOKEN)
        .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
        .failsWith(Failures.malformed());
    if (bench.shape().tokenResponse().format() == Format.JSON) {
      bench
          .hostile("null as access_token")
          .script(
              script ->
                  script.tokenMembers(
                      members -> {
                        members.put("access_token", null);
                        return members;
                      }))
          .reaches(Endpoint.TOKEN)
          .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(Failures.malformed());
    }
    wrong.forEach(
        (name, value) ->
            bench
                .hostile(name)
                .script(script -> script.tokenMember("access_token", value))
                .reaches(Endpoint.TOKEN)
                .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
                .failsWith(Failures.malformed()));
  }

  private static void errorCodes(Bench bench) {
    refused(bench, 400, "invalid_grant", ConnectorError.CODE_INVALID);
    refused(bench, 401, "invalid_client", ConnectorError.INVALID_CONFIG);
    refused(bench, 400, "invalid_client", ConnectorError.INVALID_CONFIG);
    for (String code :
        List.of(
            "invalid_request",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "x_vendor")) {
      refused(bench, 400, code, Failures.allOfProvider());
    }
  }

  private static void refused(Bench bench, int status, String code, ConnectorError... expected) {
    bench
        .hostile(code + " with status " + status)
        .script(
            script ->
                script.answer(
                    Endpoint.TOKEN,
                    FakeResponse.json(
                        status, Map.of("error", code, "error_description", "Refused."))))
        .reaches(Endpoint.TOKEN)
        .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
        .and(
            (stage, outcome) ->
                Breach.unless(
                    outcome
                        .failure()
                        .flatMap(ConnectorException::providerError)
                        .equals(Optional.of(code)),
                    "the failure keeps the provider's code " + code,
                    "it " + outcome.words()))
        .failsWith(expected);
  }

  private static void errorWith200(Bench bench) {
    bench
        .hostile("an error alone, with status 200")
        .script(
            script ->
                script.answer(
                    Endpoint.TOKEN,
                    FakeResponse.json(200, Map.of("error", "bad_verification_code"))))
        .reaches(Endpoint.TOKEN)
        .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
        .failsWith(Failures.allOfProvider());
    if (bench.shape().tokenResponse().wrappedIn() == null) {
      bench
          .hostile("an error beside an access token, with status 200")
          .script(script -> script.tokenMember("error", "invalid_grant"))
          .reaches(Endpoint.TOKEN)
          .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(Failures.allOfProvider());
    }
  }

  private static void malformed(Bench bench) {
    Documents.malformed()
        .forEach(
            (name, answer) ->
                bench
                    .hostile("the token endpoint answers with " + name)
                    .script(script -> script.answer(Endpoint.TOKEN, answer))
                    .reaches(Endpoint.TOKEN)
                    .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
                    .failsWith(Failures.malformed()));
    if (bench.shape().tokenResponse().format() == Format.JSON
        && bench.shape().tokenResponse().wrappedIn() == null) {
      bench
          .hostile("the token endpoint answers with a repeated access_token")
          .script(script -> script.answer(Endpoint.TOKEN, Documents.repeatedMember("access_token")))
          .reaches(Endpoint.TOKEN)
          .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(Failures.malformed());
      Map<String, UnaryOperator<String>> spoilt = new LinkedHashMap<>();
      spoilt.put("the proper object and more after it", body -> body + " trailing");
      spoilt.put("the proper object twice", body -> body + body);
      spoilt.put(
          "the proper object without its end", body -> body.substring(0, body.lastIndexOf('}')));
      spoilt.forEach(
          (name, change) ->
              bench
                  .hostile("the token endpoint answers with " + name)
                  .script(
                      script ->
                          script.answer(
                              Endpoint.TOKEN,
                              proper ->
                                  proper.withBody(
                                      change
                                          .apply(new String(proper.body(), UTF_8).strip())
                                          .getBytes(UTF_8))))
                  .reaches(Endpoint.TOKEN)
                  .avoids(Endpoint.USER_INFO, Endpoint.RESOURCE)
                  .failsWith(Failures.malformed()));
    }
  }
}
