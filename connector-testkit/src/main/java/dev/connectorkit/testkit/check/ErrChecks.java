package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ErrorCategory;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Person;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** What failures look like. */
final class ErrChecks {

  private static final int MAX_TEXT = 1_000;
  // C0 and C1 controls, line separators, and the marks that change the direction of text.
  private static final Pattern UNCLEAN =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private ErrChecks() {}

  static void register(Checks checks) {
    checks.add("ERR-01", ErrChecks::typed);
    checks.add("ERR-02", ErrChecks::structured);
    checks.add("ERR-03", ErrChecks::categories);
    checks.add("ERR-04", ErrChecks::boundedText);
    checks.add("ERR-05", ErrChecks::interrupted);
    checks.add("ERR-06", ErrChecks::cause);
  }

  private static void typed(Bench bench) {
    ConnectorError[] any = ConnectorError.values();
    bench.hostile("a callback without anything").callback(proper -> Map.of()).failsWith(any);
    Documents.malformed()
        .forEach(
            (name, answer) ->
                bench
                    .hostile("the token endpoint answers with " + name)
                    .script(script -> script.answer(Endpoint.TOKEN, answer))
                    .reaches(Endpoint.TOKEN)
                    .failsWith(any));
    if (bench.shape().provider().userInfo() != null) {
      Documents.malformed()
          .forEach(
              (name, answer) ->
                  bench
                      .hostile("userinfo answers with " + name)
                      .script(script -> script.answer(Endpoint.USER_INFO, answer))
                      .reaches(Endpoint.USER_INFO)
                      .failsWith(any));
    }
    for (Endpoint endpoint : List.of(Endpoint.JWKS, Endpoint.DISCOVERY)) {
      if (isRead(bench, endpoint)) {
        Documents.senseless()
            .forEach(
                (name, answer) ->
                    bench
                        .hostile("the " + endpoint.words() + " is " + name)
                        .providerScript(script -> script.answer(endpoint, answer))
                        .alsoAtAuthorize()
                        .reaches(endpoint)
                        .failsWith(any));
      }
    }
    if (bench.shape().idToken().isPresent()) {
      for (String token : List.of("", "a", "a.b.c", "..", "e30.e30.e30", "\uD83D\uDE00.x.y")) {
        bench
            .hostile("the ID Token is '" + token + "'")
            .script(script -> script.tokenMember("id_token", token))
            .reaches(Endpoint.TOKEN)
            .failsWith(any);
      }
    }
    Person example = Person.of(bench.shape());
    if (example.has(ProfileMember.ID)) {
      bench
          .hostile("a person without an identifier")
          .script(script -> script.person(example.without(ProfileMember.ID)))
          .reaches(Endpoint.TOKEN)
          .failsWith(any);
    }
    for (int status : List.of(199, 299, 304, 418, 500, 599)) {
      bench
          .hostile("the token endpoint answers with status " + status)
          // After 199 another answer is waited for (RFC 9110 §15.2), which does not come.
          .on(bench.plainSetup().withHttpDeadline(bench.limits().shortHttp()))
          .script(
              script -> script.answer(Endpoint.TOKEN, FakeResponse.of(status, "text/plain", "odd")))
          .reaches(Endpoint.TOKEN)
          .failsWith(any);
    }
  }

  private static boolean isRead(Bench bench, Endpoint endpoint) {
    return endpoint == Endpoint.JWKS
        ? bench.shape().idToken().isPresent() && bench.shape().provider().jwks() != null
        : bench.shape().provider().discovery() != null;
  }

  private static void structured(Bench bench) {
    Map<String, Integer> refusals = new LinkedHashMap<>();
    refusals.put("invalid_grant", 400);
    refusals.put("invalid_client", 401);
    refusals.put("unauthorized_client", 403);
    refusals.forEach(
        (code, status) ->
            bench
                .hostile(code + " with status " + status)
                .script(
                    script ->
                        script.answer(
                            Endpoint.TOKEN, FakeResponse.json(status, Map.of("error", code))))
                .reaches(Endpoint.TOKEN)
                .and(
                    (stage, outcome) -> {
                      ConnectorException failure =
                          outcome
                              .failure()
                              .orElseThrow(
                                  () ->
                                      new Breach("the failure is typed", "it " + outcome.words()));
                      Breach.unless(
                          failure.httpStatus().equals(java.util.OptionalInt.of(status)),
                          "httpStatus is " + status,
                          "it is " + failure.httpStatus());
                      Breach.unless(
                          failure.providerError().equals(Optional.of(code)),
                          "providerError is " + code,
                          "it is " + failure.providerError().orElse("absent"));
                    })
                .failsWith(ConnectorError.values()));
  }

  private static void categories(Bench bench) {
    bench
        .hostile("the person says no")
        .callback(
            proper -> {
              var changed = new LinkedHashMap<>(CbChecks.without("code").apply(proper));
              changed.put("error", List.of("access_denied"));
              return changed;
            })
        .and(category(ErrorCategory.USER, false))
        .failsWith(ConnectorError.values());
    bench
        .hostile("the client is refused")
        .script(
            script ->
                script.answer(
                    Endpoint.TOKEN, FakeResponse.json(401, Map.of("error", "invalid_client"))))
        .reaches(Endpoint.TOKEN)
        .and(category(ErrorCategory.CONFIGURATION, false))
        .failsWith(ConnectorError.values());
    bench
        .hostile("the provider is down")
        .script(
            script -> script.answer(Endpoint.TOKEN, FakeResponse.of(503, "text/plain", "Down.")))
        .reaches(Endpoint.TOKEN)
        .and(category(ErrorCategory.PROVIDER, true))
        .failsWith(ConnectorError.values());
  }

  private static Hostile.Further category(ErrorCategory category, boolean retryable) {
    return (stage, outcome) -> {
      ConnectorError error =
          outcome
              .error()
              .orElseThrow(() -> new Breach("the failure is typed", "it " + outcome.words()));
      Breach.unless(
          error.category() == category,
          "the category is " + category,
          "it is " + error.category() + " (" + error + ")");
      Breach.unless(
          error.retryable() == retryable,
          retryable ? "it is retryable" : "it is not retryable",
          error + " is the opposite");
    };
  }

  private static void boundedText(Bench bench) {
    String description =
        "line one\r\nX-Injected: yes\u001b[31m red \u202Egnp.exe\u2066 " + "x".repeat(100_000);
    bench
        .hostile("a long and unclean error_description of the token endpoint")
        .script(
            script ->
                script.answer(
                    Endpoint.TOKEN,
                    FakeResponse.json(
                        400,
                        Map.of(
                            "error",
                            "invalid\r\n_request\u001b[0m" + "y".repeat(5_000),
                            "error_description",
                            description))))
        .reaches(Endpoint.TOKEN)
        .and((stage, outcome) -> requireClean(outcome))
        .failsWith(ConnectorError.values());
    bench
        .hostile("a long and unclean error_description of the callback")
        .callback(
            proper -> {
              var changed = new LinkedHashMap<>(CbChecks.without("code").apply(proper));
              changed.put("error", List.of("server_error\r\n\u001b[31m"));
              changed.put("error_description", List.of(description));
              return changed;
            })
        .and((stage, outcome) -> requireClean(outcome))
        .failsWith(ConnectorError.values());
  }

  private static void requireClean(Outcome<?> outcome) throws Breach {
    ConnectorException failure =
        outcome
            .failure()
            .orElseThrow(() -> new Breach("the failure is typed", "it " + outcome.words()));
    requireClean("the message", Optional.ofNullable(failure.getMessage()));
    requireClean("providerError", failure.providerError());
    requireClean("providerErrorDescription", failure.providerErrorDescription());
    for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
      requireClean("the message of a cause", Optional.ofNullable(at.getMessage()));
    }
  }

  private static void requireClean(String what, Optional<String> text) throws Breach {
    String said = text.orElse("");
    Breach.unless(
        said.length() <= MAX_TEXT,
        what + " has at most " + MAX_TEXT + " characters",
        "it has " + said.length());
    Breach.unless(
        !UNCLEAN.matcher(said).find(),
        what + " has no control or direction characters",
        "it has some");
  }

  private static void interrupted(Bench bench) {
    String uncontrolled = bench.uncontrolled();
    bench.verify(
        "an interrupt while the token endpoint hangs",
        stage -> {
          if (uncontrolled != null) {
            throw new NotReached("a proper sign-in succeeds", uncontrolled);
          }
          var hanging = new CountDownLatch(1);
          var flag = new AtomicBoolean();
          Script script =
              new Script()
                  .fault(
                      Endpoint.TOKEN,
                      wire -> {
                        hanging.countDown();
                        wire.pause(bench.limits().hang());
                      });
          SignInAttempt signIn = stage.signIn(script);
          Map<String, List<String>> callback = signIn.callback();
          SocialConnector connector = stage.connector();
          var session = signIn.session();
          var task =
              new FutureTask<SignIn>(
                  () -> {
                    try {
                      return connector.complete(
                          new dev.connectorkit.spi.AuthorizationResponse(callback), session);
                    } finally {
                      flag.set(Thread.currentThread().isInterrupted());
                    }
                  });
          PluginThread runner = stage.subject().thread();
          Thread caller = runner.start(task);
          if (!hanging.await(bench.limits().call().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReached("the token endpoint is asked", "it is not");
          }
          caller.interrupt();
          // Far below the deadline of HTTP, which is what a deaf connector would wait for.
          Outcome<SignIn> outcome = runner.await(task, bench.limits().scaled(2_500));
          Breach.unless(!outcome.hung(), "the call ends within a moment", "it goes on");
          Breach.unless(
              outcome
                  .error()
                  .filter(
                      error ->
                          error == ConnectorError.UNAVAILABLE
                              || error == ConnectorError.TIMEOUT
                              || error == ConnectorError.STOPPED)
                  .isPresent(),
              "it fails with UNAVAILABLE or TIMEOUT",
              "it " + outcome.words());
          Breach.unless(flag.get(), "the interrupt flag is still set", "it is cleared");
        });
  }

  private static void cause(Bench bench) {
    bench
        .hostile("the connection is reset")
        .script(script -> script.fault(Endpoint.TOKEN, wire -> wire.reset()))
        .reaches(Endpoint.TOKEN)
        .and(
            (stage, outcome) ->
                Breach.unless(
                    outcome.failure().map(Throwable::getCause).isPresent(),
                    "the failure has a cause",
                    "it has none"))
        .failsWith(ConnectorError.values());
  }
}
