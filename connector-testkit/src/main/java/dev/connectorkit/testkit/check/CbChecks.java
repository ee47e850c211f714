package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The callback. */
final class CbChecks {

  private static final ConnectorError[] ISSUER =
      Failures.codes(
          ConnectorError.ISSUER_MISMATCH,
          ConnectorError.AUTHORIZATION_FAILED,
          ConnectorError.INVALID_REQUEST_PARAMETERS,
          ConnectorError.INVALID_RESPONSE);

  // What a connector remembers, or is told by the provider's own answers.
  private static final Map<String, String> STRANGERS_WORDS =
      Map.of(
          "redirect_uri", "https://attacker.example/callback",
          "code_verifier", "a-verifier-of-somebody-else-0123456789-0123456789",
          "nonce", "a-nonce-of-somebody-else-0123456789",
          "client_id", "client-of-somebody-else",
          "grant_type", "client_credentials",
          "token_endpoint", "https://attacker.example/token",
          "sub", "somebody-else",
          "email", "somebody-else@attacker.example",
          "email_verified", "true");

  private CbChecks() {}

  static void register(Checks checks) {
    checks.add("CB-01", CbChecks::denied);
    checks.add("CB-02", CbChecks::otherErrors);
    checks.add("CB-03", CbChecks::withoutCode);
    checks.add("CB-04", CbChecks::oddCode);
    checks.add("CB-06", CbChecks::wrongIssuer);
    checks.add("CB-07", CbChecks::missingIssuer);
    checks.add("CB-08", CbChecks::repeated);
    checks.add("CB-09", CbChecks::foreignSession);
    checks.add("CB-10", CbChecks::codeOnce);
    checks.add("CB-11", CbChecks::tokenInCallback);
  }

  private static void denied(Bench bench) {
    bench
        .hostile("error=access_denied")
        .callback(error("access_denied", false))
        .avoids(Endpoint.TOKEN, Endpoint.USER_INFO)
        .failsWith(ConnectorError.ACCESS_DENIED);
  }

  private static void otherErrors(Bench bench) {
    ConnectorError[] refused = Failures.allOfProvider();
    for (String error : List.of("server_error", "x_vendor_failure", "interaction_required")) {
      bench
          .hostile("error=" + error)
          .callback(error(error, false))
          .avoids(Endpoint.TOKEN)
          .and(providerError(error))
          .failsWith(refused);
    }
    bench
        .hostile("error=temporarily_unavailable")
        .callback(error("temporarily_unavailable", false))
        .avoids(Endpoint.TOKEN)
        .and(providerError("temporarily_unavailable"))
        .failsWith(ConnectorError.UNAVAILABLE);
    bench
        .hostile("error=server_error together with a good code")
        .callback(error("server_error", true))
        .avoids(Endpoint.TOKEN)
        .failsWith(refused);
    bench
        .hostile("error=access_denied together with a good code")
        .callback(error("access_denied", true))
        .avoids(Endpoint.TOKEN)
        .failsWith(ConnectorError.ACCESS_DENIED);
  }

  private static Hostile.Further providerError(String error) {
    return (stage, outcome) ->
        Breach.unless(
            outcome
                .failure()
                .flatMap(failure -> failure.providerError())
                .filter(error::equals)
                .isPresent(),
            "the failure keeps the provider's code " + error,
            "it " + outcome.words());
  }

  private static UnaryOperator<Map<String, List<String>>> error(String code, boolean keepCode) {
    return proper -> {
      var changed = new LinkedHashMap<>(proper);
      if (!keepCode) {
        changed.remove("code");
      }
      changed.put("error", List.of(code));
      changed.put("error_description", List.of("Told by the conformance kit."));
      return changed;
    };
  }

  private static void withoutCode(Bench bench) {
    ConnectorError[] insufficient =
        Failures.codes(
            ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS,
            ConnectorError.INVALID_REQUEST_PARAMETERS);
    bench
        .hostile("no code")
        .callback(without("code"))
        .avoids(Endpoint.TOKEN)
        .failsWith(insufficient);
    for (String blank : List.of("", "  ")) {
      bench
          .hostile("a code of " + blank.length() + " spaces")
          .callback(with("code", blank))
          .avoids(Endpoint.TOKEN)
          .failsWith(insufficient);
    }
    bench
        .hostile("no parameters at all")
        .callback(proper -> Map.of())
        .avoids(Endpoint.TOKEN)
        .failsWith(Failures.plus(insufficient, ConnectorError.ISSUER_MISMATCH));
  }

  private static void oddCode(Bench bench) {
    bench.verify(
        "extra parameters",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> callback = new LinkedHashMap<>(signIn.callback());
          callback.put("session_state", List.of("abc.def"));
          callback.put("x_unknown", List.of("1", "2"));
          requireDone(signIn.complete(callback));
        });
    bench.verify(
        "parameters that are the sign-in's own to know",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> callback = new LinkedHashMap<>(signIn.callback());
          STRANGERS_WORDS.forEach((name, value) -> callback.putIfAbsent(name, List.of(value)));
          Outcome<SignIn> done = signIn.complete(callback);
          requireDone(done);
          Profiles.requireExpected(stage, done.returned().orElseThrow());
        });
    for (String code :
        List.of("a+b/c%2Fd=&e?f#g~h", "4/0AX-_" + "k".repeat(4000), "code with space é 🙂")) {
      bench.verify(
          "a code of " + code.length() + " characters",
          stage -> {
            SignInAttempt signIn = stage.signIn();
            Outcome<SignIn> done = signIn.complete(signIn.callbackWithCode(code));
            List<Journal.Exchange> sent = stage.at(Endpoint.TOKEN);
            if (sent.isEmpty()) {
              throw new NotReached("the code is sent", "complete() " + done.words());
            }
            Breach.unless(
                sent.get(0).request().formParameter("code").equals(Optional.of(code)),
                "the token endpoint gets the very code",
                "it gets another text");
            requireDone(done);
          });
    }
  }

  static void requireDone(Outcome<SignIn> done) throws Breach {
    Breach.unless(
        done.returned().isPresent(), "the sign-in succeeds", "complete() " + done.words());
  }

  private static void wrongIssuer(Bench bench) {
    String issuer = String.valueOf(bench.shape().provider().issuer());
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("another issuer", "https://attacker.example");
    wrong.put(
        "a trailing slash more or less",
        issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer + "/");
    wrong.put("another case", issuer.toUpperCase(Locale.ROOT));
    if (URI.create(issuer).getPort() == -1) {
      wrong.put("the default port", withPort(issuer));
    }
    wrong.put("its last letter missing", issuer.substring(0, issuer.length() - 1));
    wrong.put("more after it", issuer + ".attacker.example");
    wrong.put("an address before it", "https://attacker.example/" + issuer);
    wrong.forEach(
        (name, value) -> {
          bench
              .hostile("iss with " + name)
              .callback(with("iss", value))
              .avoids(Endpoint.TOKEN)
              .failsWith(ISSUER);
          bench
              .hostile("iss with " + name + ", on an error")
              .callback(
                  proper ->
                      with("iss", value)
                          .apply(error("temporarily_unavailable", false).apply(proper)))
              .avoids(Endpoint.TOKEN)
              .failsWith(ISSUER);
        });
  }

  private static String withPort(String issuer) {
    URI uri = URI.create(issuer);
    return uri.getScheme() + "://" + uri.getHost() + ":443" + uri.getRawPath();
  }

  private static void missingIssuer(Bench bench) {
    String issuer = String.valueOf(bench.shape().provider().issuer());
    bench.verify(
        "the proper iss",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          requireDone(signIn.complete(with("iss", issuer).apply(signIn.callback())));
        });
    if (bench.shape().provider().issuerInResponse()) {
      bench
          .hostile("no iss, which the provider promises")
          .callback(without("iss"))
          .avoids(Endpoint.TOKEN)
          .failsWith(ISSUER);
      return;
    }
    bench.verify(
        "no iss, which the provider does not promise", stage -> requireDone(stage.signIn().run()));
    if (bench.shape().provider().discovery() != null) {
      bench
          .hostile("no iss, which the discovery document promises")
          .providerScript(
              Bench.also(
                  script ->
                      script.answer(
                          Endpoint.DISCOVERY,
                          Documents.change(
                              document ->
                                  document.put(
                                      "authorization_response_iss_parameter_supported", true)))))
          .reaches(Endpoint.DISCOVERY)
          .avoids(Endpoint.TOKEN)
          .failsWith(ISSUER);
    }
  }

  private static void repeated(Bench bench) {
    List<String> names = new ArrayList<>(List.of("code", "state"));
    if (bench.shape().provider().issuer() != null) {
      names.add("iss");
    }
    String issuer = String.valueOf(bench.shape().provider().issuer());
    for (String name : names) {
      bench
          .hostile("two values of " + name)
          .callback(
              proper -> {
                var changed = new LinkedHashMap<>(proper);
                String first = proper.getOrDefault(name, List.of(issuer)).get(0);
                changed.put(name, List.of(first, "another-value"));
                return changed;
              })
          .avoids(Endpoint.TOKEN)
          .failsWith(ConnectorError.values());
    }
  }

  private static void foreignSession(Bench bench) {
    bench
        .hostile("an empty session")
        .session(proper -> new SignInSession(Map.of()))
        .failsWith(ConnectorError.values());
    bench.verify("a session that lost an entry", CbChecks::requireWholeSession);
    bench.verify(
        "the session of another sign-in",
        stage -> {
          SignInAttempt mine = stage.signIn();
          SignInAttempt other = stage.signIn();
          Outcome<SignIn> done = mine.complete(mine.callback(), other.session());
          boolean bound =
              mine.parameter("code_challenge").isPresent()
                  || mine.parameter("nonce").isPresent() && bench.shape().repeatsNonce();
          // Without PKCE and nonce nothing in the protocol can tell; the host's state does.
          Breach.unless(
              !bound || done.returned().isEmpty(),
              "a code is of no use with another sign-in's session",
              "the sign-in succeeds");
          Breach.unless(!done.isUntyped(), "the failure is typed", "complete() " + done.words());
        });
    bench.verify(
        "a callback that was completed before",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> callback = signIn.callback();
          requireDone(signIn.complete(callback));
          Outcome<SignIn> again = signIn.complete(callback);
          Breach.unless(
              again.failure().isPresent(),
              "the second time fails, typed",
              "complete() " + again.words());
        });
  }

  /** Whatever is missing: the failure is typed, and what binds the sign-in is not skipped. */
  private static void requireWholeSession(Stage stage) throws Breach {
    stage.signIn().succeed();
    for (String lost : stage.signIn().session().values().keySet()) {
      SignInAttempt signIn = stage.signIn();
      Map<String, String> kept = new LinkedHashMap<>(signIn.session().values());
      String value = String.valueOf(kept.remove(lost));
      boolean binds =
          signIn.parameter("nonce").filter(value::equals).isPresent()
                  && stage.shape().repeatsNonce()
              || PkceVerifiers.isVerifierOf(signIn, value);
      Outcome<SignIn> done = signIn.complete(signIn.callback(), new SignInSession(kept));
      Breach.unless(
          !done.isUntyped() && !done.hung(),
          "without " + lost + " the failure is typed",
          "complete() " + done.words());
      Breach.unless(
          !binds || done.returned().isEmpty(),
          "without " + lost + " the sign-in fails",
          "it succeeds");
    }
  }

  private static void codeOnce(Bench bench) {
    Map<String, UnaryOperator<Script>> troubles = new LinkedHashMap<>();
    for (int status : List.of(500, 502, 503, 429)) {
      troubles.put(
          "status " + status,
          script ->
              script.answer(
                  Endpoint.TOKEN, FakeResponse.of(status, "text/plain", "Try again later.")));
    }
    troubles.put("a reset", script -> script.fault(Endpoint.TOKEN, wire -> wire.reset()));
    troubles.put(
        "a connection closed without an answer",
        script -> script.answer(Endpoint.TOKEN, FakeResponse.dropped()));
    troubles.put(
        "invalid_grant",
        script ->
            script.answer(
                Endpoint.TOKEN, FakeResponse.json(400, Map.of("error", "invalid_grant"))));
    troubles.put(
        "invalid_client",
        script ->
            script.answer(
                Endpoint.TOKEN, FakeResponse.json(401, Map.of("error", "invalid_client"))));
    troubles.put(
        "a page in place of JSON",
        script -> script.answer(Endpoint.TOKEN, FakeResponse.of(200, "text/html", "<p>Wait</p>")));
    troubles.put(
        "no answer",
        script -> script.fault(Endpoint.TOKEN, wire -> wire.pause(bench.limits().hang())));
    List<Runnable> runs = new ArrayList<>();
    troubles.forEach(
        (name, script) ->
            runs.add(
                () ->
                    bench
                        .hostile("the token endpoint answers with " + name)
                        .on(bench.plainSetup().withHttpDeadline(bench.limits().shortHttp()))
                        .script(script)
                        .reaches(Endpoint.TOKEN)
                        .and(
                            (stage, outcome) ->
                                Breach.unless(
                                    stage.at(Endpoint.TOKEN).size() == 1,
                                    "one token request",
                                    "there are " + stage.at(Endpoint.TOKEN).size()))
                        .failsWith(ConnectorError.values())));
    bench.together(runs);
  }

  private static void tokenInCallback(Bench bench) {
    goodTokensInCallback(bench);
    for (String name : List.of("access_token", "id_token")) {
      bench
          .hostile(name + " in place of a code")
          .callback(
              proper -> {
                var changed = new LinkedHashMap<>(proper);
                changed.remove("code");
                changed.put(name, List.of("token.of.a.stranger"));
                changed.put("token_type", List.of("Bearer"));
                return changed;
              })
          .avoids(Endpoint.TOKEN, Endpoint.USER_INFO, Endpoint.RESOURCE)
          .failsWith(ConnectorError.values());
    }
  }

  /** Good ones, which the provider issued to this client in a sign-in of somebody else. */
  private static void goodTokensInCallback(Bench bench) {
    String uncontrolled = bench.uncontrolled();
    bench.verify(
        "the tokens of another sign-in in place of a code",
        stage -> {
          if (uncontrolled != null) {
            throw new NotReached("a proper sign-in succeeds", uncontrolled);
          }
          TokenSet others = stage.signIn().succeed().tokens();
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> callback = new LinkedHashMap<>(signIn.callback());
          callback.remove("code");
          callback.put("access_token", List.of(others.accessToken().reveal()));
          callback.put("token_type", List.of("Bearer"));
          others.idToken().ifPresent(token -> callback.put("id_token", List.of(token.reveal())));
          int before = stage.journal().exchanges().size();
          Outcome<SignIn> done = signIn.complete(callback);
          Breach.unless(
              done.failure().isPresent(),
              "the sign-in fails with a ConnectorException",
              "complete() " + done.words());
          Breach.unless(
              stage.journal().exchanges().size() == before,
              "no request to the provider",
              "there is one");
        });
  }

  static UnaryOperator<Map<String, List<String>>> with(String name, String value) {
    return proper -> {
      var changed = new LinkedHashMap<>(proper);
      changed.put(name, List.of(value));
      return changed;
    };
  }

  static UnaryOperator<Map<String, List<String>>> without(String name) {
    return proper -> {
      var changed = new LinkedHashMap<>(proper);
      changed.remove(name);
      return changed;
    };
  }
}
