package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.provider.Canaries;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets where they do not belong. */
final class SecChecks {

  private static final long MAX_FILE = 8L * 1024 * 1024;
  private static final Pattern PEM =
      Pattern.compile(
          "(?<first>-----BEGIN [A-Z ]+-----)\\s(?<body>.{41,})\\s(?<last>-----END [A-Z ]+-----)\\s*",
          Pattern.DOTALL);

  private SecChecks() {}

  static void register(Checks checks) {
    checks.add("SEC-01", bench -> bench.verify("all objects of a sign-in", SecChecks::printed));
    checks.add("SEC-02", SecChecks::logged);
    checks.add("SEC-03", SecChecks::inFailures);
    checks.add("SEC-04", SecChecks::lyingAbout);
    checks.add("SEC-05", Randomness::check);
  }

  private static void requireNone(Set<String> secrets, String text, String where) throws Breach {
    for (String secret : secrets) {
      Optional<String> found = SecretForms.find(secret, text);
      Breach.unless(found.isEmpty(), "no secret is in " + where, "one is, " + found.orElse(""));
    }
  }

  private static void printed(Stage stage) throws Breach {
    SignInAttempt signIn = stage.signIn();
    SignIn done = signIn.succeed();
    Set<String> secrets = secrets(stage, signIn);
    ConnectorConfig config = stage.subject().schema().validate(stage.config());
    Map<String, Object> objects = new LinkedHashMap<>();
    objects.put("the connector", stage.connector());
    objects.put("the factory", stage.subject().factory());
    objects.put("the config", config);
    objects.put("the authorization", signIn.authorize());
    objects.put("the session", signIn.session());
    objects.put("the sign-in", done);
    objects.put("the tokens", done.tokens());
    objects.put("the profile", done.profile());
    for (Map.Entry<String, Object> object : objects.entrySet()) {
      Outcome<String> text = stage.call(() -> object.getValue().toString());
      requireNone(secrets, text.returned().orElse(""), "the text of " + object.getKey());
    }
  }

  /** What the provider knows, and what the session remembers in secret. */
  private static Set<String> secrets(Stage stage, SignInAttempt signIn) throws Breach {
    Set<String> secrets = new HashSet<>(stage.provider().secrets());
    PkceVerifiers.of(signIn).ifPresent(secrets::add);
    return secrets;
  }

  private static void logged(Bench bench) {
    bench.verify(
        "logs and prints of sign-ins, good and hostile",
        stage -> {
          String printedBefore = StrayOutput.text();
          try (LogCapture logs = LogCapture.start()) {
            stage.signIn().succeed();
            for (Script script : hostileScripts(bench)) {
              stage.signIn(script).run();
            }
            Outcome<?> done = stage.signIn().run();
            Set<String> secrets = stage.provider().secrets();
            requireNone(secrets, logs.text(), "the logs");
            requireNone(
                secrets,
                StrayOutput.text().substring(printedBefore.length()),
                "standard output and error");
            Breach.unless(
                done.returned().isPresent(), "the sign-in succeeds", "complete() " + done.words());
          }
        });
  }

  private static List<Script> hostileScripts(Bench bench) {
    List<Script> scripts = new ArrayList<>();
    for (Endpoint endpoint : List.of(Endpoint.TOKEN, Endpoint.USER_INFO)) {
      for (int status : List.of(200, 400, 401, 500)) {
        scripts.add(new Script().answer(endpoint, FakeResponse.of(status, "text/plain", "odd")));
      }
      scripts.add(new Script().fault(endpoint, wire -> wire.reset()));
    }
    scripts.add(new Script().idToken(draft -> draft.signedByStranger()));
    scripts.add(new Script().tokenMember("token_type", "mac"));
    return scripts;
  }

  private static void inFailures(Bench bench) {
    unreadableKey(bench);
    for (Endpoint endpoint : List.of(Endpoint.TOKEN, Endpoint.USER_INFO)) {
      if (endpoint == Endpoint.USER_INFO && bench.shape().provider().userInfo() == null) {
        continue;
      }
      for (int status : List.of(200, 400, 401, 403, 500)) {
        for (boolean json : List.of(true, false)) {
          bench
              .hostile(
                  "%s answers %d and repeats the request, as %s"
                      .formatted(endpoint.words(), status, json ? "JSON" : "text"))
              .providerScript(
                  script ->
                      script.answer(endpoint, (request, proper) -> echo(request, status, json)))
              .and((stage, outcome) -> requireCleanFailure(stage, outcome))
              .reaches(endpoint)
              .failsWith(ConnectorError.values());
        }
      }
    }
    bench
        .hostile("an ID Token that is refused")
        .script(
            script ->
                script.idToken(draft -> draft.signedByStranger()).tokenMember("token_type", "mac"))
        .and((stage, outcome) -> requireCleanFailure(stage, outcome))
        .reaches(Endpoint.TOKEN)
        .failsWith(ConnectorError.values());
  }

  /** Reads like a key to a schema, and is none. */
  private static void unreadableKey(Bench bench) {
    String pointer = bench.shape().client().secret();
    String pem =
        pointer == null ? "" : String.valueOf(JsonPointers.get(bench.shape().config(), pointer));
    Matcher parts = PEM.matcher(pem);
    if (!parts.matches()) {
      return;
    }
    String body = Canaries.text() + parts.group("body").strip().substring(0, 40);
    String damaged = parts.group("first") + "\n" + body + "\n" + parts.group("last") + "\n";
    bench.verify(
        "a key that cannot be read",
        bench.plainSetup().withConfig(config -> withSecret(config, pointer, damaged)),
        stage -> {
          Outcome<?> refusal = stage.refusal();
          Outcome<?> outcome = refusal == null ? stage.signIn().tryAuthorize() : refusal;
          Breach.unless(!outcome.isUntyped(), "the failure is typed", "it " + outcome.words());
          for (Throwable at = outcome.thrown(); at != null; at = at.getCause()) {
            requireNone(Set.of(body), String.valueOf(at.getMessage()), "a message");
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> withSecret(
      Map<String, Object> config, String pointer, String value) {
    return (Map<String, Object>) JsonPointers.with(config, pointer, value);
  }

  /** An answer that repeats all of the request, secrets included. */
  private static FakeResponse echo(FakeRequest request, int status, boolean json) {
    String sent =
        request.header("authorization").orElse("") + " " + new String(request.body(), UTF_8);
    return json
        ? FakeResponse.json(status, Map.of("error", "invalid_request", "error_description", sent))
        : FakeResponse.of(status, "text/plain", "You sent: " + sent);
  }

  private static void requireCleanFailure(Stage stage, Outcome<?> outcome) throws Breach {
    Set<String> secrets = new HashSet<>(stage.provider().secrets());
    for (Journal.Exchange exchange : stage.journal().exchanges()) {
      FakeRequest request = exchange.request();
      request
          .header("authorization")
          .ifPresent(header -> secrets.add(header.replaceFirst("^\\S+ ", "")));
    }
    Set<Throwable> seen = new HashSet<>();
    requireClean(secrets, outcome.thrown(), seen);
    Optional<ConnectorException> failure = outcome.failure();
    if (failure.isPresent()) {
      requireNone(secrets, failure.get().providerError().orElse(""), "providerError");
      requireNone(
          secrets, failure.get().providerErrorDescription().orElse(""), "providerErrorDescription");
    }
  }

  private static void requireClean(Set<String> secrets, @Nullable Throwable at, Set<Throwable> seen)
      throws Breach {
    if (at == null || !seen.add(at)) {
      return;
    }
    requireNone(secrets, at.toString(), "the message of " + at.getClass().getName());
    requireClean(secrets, at.getCause(), seen);
    for (Throwable suppressed : at.getSuppressed()) {
      requireClean(secrets, suppressed, seen);
    }
  }

  private static void lyingAbout(Bench bench) {
    bench.verify(
        "the process after a sign-in",
        stage -> {
          SignIn done = stage.signIn().succeed();
          Set<String> secrets = stage.provider().secrets();
          for (Thread thread : Thread.getAllStackTraces().keySet()) {
            requireNone(secrets, thread.getName(), "the name of a thread");
          }
          for (String name : System.getProperties().stringPropertyNames()) {
            requireNone(
                secrets, name + "=" + System.getProperty(name), "the system property " + name);
          }
          requireNone(secrets, stage.subject().metadata().toString(), "the metadata");
          requireNone(secrets, String.valueOf(done.profile().raw()), "the profile");
          Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
          try (Stream<Path> files = Files.walk(temporary, 3)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              // The host's own copies of the jar.
              if (!file.getFileName().toString().endsWith(".jar") && Files.size(file) < MAX_FILE) {
                requireNone(
                    secrets,
                    new String(Files.readAllBytes(file), UTF_8),
                    "the file " + file.getFileName());
              }
            }
          } catch (IOException e) {
            throw new IllegalStateException("The temporary folder cannot be read.", e);
          }
        });
  }
}
