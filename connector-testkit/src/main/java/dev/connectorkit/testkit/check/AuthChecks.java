package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The authorization request. */
final class AuthChecks {

  private static final int FRESHNESS_CALLS = 250;
  // One for all, as what is made from the state is as public as that.
  private static final String ONE_STATE = "one-state-for-all-requests-0123456789";
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern WELL_FORMED =
      Pattern.compile("(?:[A-Za-z0-9._~!$'()*,;:@/?+&=-]|%[0-9A-Fa-f]{2})*");

  private AuthChecks() {}

  static void register(Checks checks) {
    checks.add("AUTH-01", AuthChecks::endpoint);
    checks.add("AUTH-02", AuthChecks::codeFlow);
    checks.add("AUTH-03", AuthChecks::redirectUri);
    checks.add("AUTH-04", AuthChecks::state);
    checks.add("AUTH-05", AuthChecks::noDuplicates);
    checks.add("AUTH-06", AuthChecks::noSecrets);
    checks.add("AUTH-07", AuthChecks::openid);
    checks.add("AUTH-08", AuthChecks::nonce);
    checks.add("AUTH-09", AuthChecks::pkce);
    checks.add("AUTH-10", AuthChecks::statelessBetweenSteps);
    checks.add("AUTH-11", AuthChecks::responseMode);
    checks.add("AUTH-12", AuthChecks::scopesOfOneSignIn);
  }

  private static void endpoint(Bench bench) {
    bench.verify(
        "the configured address",
        stage ->
            requireEndpoint(
                stage.signIn().authorize().uri(), bench.shape().provider().authorization()));
    bench.verify(
        "the query that the address has by itself",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> sent = signIn.parameters();
          String own = bench.shape().provider().authorization().getRawQuery();
          for (Map.Entry<String, List<String>> kept :
              FakeRequest.parse(own == null ? "" : own).entrySet()) {
            Breach.unless(
                kept.getValue().equals(sent.get(kept.getKey())),
                "the address keeps its own parameter " + kept.getKey(),
                "it is " + sent.get(kept.getKey()));
          }
        });
    String property = bench.shape().endpointProperties().get("authorization");
    if (property != null) {
      URI odd = URI.create(withQuery(bench, "tenant=a%20b&keep=1%2B1"));
      bench.verify(
          "a configured address with a query of its own",
          bench.plainSetup().withConfig(config -> changed(config, property, odd.toString())),
          stage -> {
            URI uri = stage.signIn().authorize().uri();
            requireEndpoint(uri, odd);
            requireQueryKept(uri);
          });
    }
    if (bench.shape().provider().discovery() != null) {
      discoveredEndpoint(bench);
    }
  }

  /** An endpoint that the discovery document names keeps its query as well. */
  private static void discoveredEndpoint(Bench bench) {
    String moved = bench.shape().provider().authorization().resolve("/moved-by-the-kit").toString();
    StageSetup setup =
        bench
            .plainSetup()
            .withScript(
                new Script()
                    .answer(
                        Endpoint.DISCOVERY,
                        Documents.change(
                            document ->
                                document.put(
                                    "authorization_endpoint",
                                    moved + "?tenant=a%20b&keep=1%2B1"))));
    bench.verify(
        "an address with a query of its own in the discovery document",
        setup,
        stage -> {
          URI uri = stage.signIn().authorize().uri();
          // A connector may well know the address without reading it there.
          if (uri.toString().startsWith(moved)) {
            requireQueryKept(uri);
          }
        });
  }

  private static void requireQueryKept(URI uri) throws Breach {
    Map<String, List<String>> query = FakeRequest.parse(uri.getRawQuery());
    Breach.unless(
        List.of("a b").equals(query.get("tenant")) && List.of("1+1").equals(query.get("keep")),
        "the address keeps its own query",
        "tenant is " + query.get("tenant") + " and keep is " + query.get("keep"));
    Breach.unless(
        query.containsKey("response_type") && query.containsKey("client_id"),
        "the request's parameters are added to it",
        "they are not");
  }

  /** The authorization endpoint, which may have a query already, with some more of it. */
  private static String withQuery(Bench bench, String query) {
    URI endpoint = bench.shape().provider().authorization();
    return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
  }

  private static void requireEndpoint(URI uri, URI expected) throws Breach {
    Breach.unless(
        uri.isAbsolute()
            && expected.getScheme().equals(uri.getScheme())
            && expected.getRawAuthority().equals(uri.getRawAuthority())
            && expected.getRawPath().equals(uri.getRawPath()),
        "the browser is sent to "
            + expected.getScheme()
            + "://"
            + expected.getRawAuthority()
            + expected.getRawPath(),
        "it is sent to " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
    // RFC 6749 §3.1
    Breach.unless(uri.getRawFragment() == null, "there is no fragment", "there is one");
  }

  private static void codeFlow(Bench bench) {
    bench.verify(
        "response type and client",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Breach.unless(
              List.of("code").equals(signIn.parameters().get("response_type")),
              "response_type is code",
              "it is " + signIn.parameters().get("response_type"));
          String clientId =
              String.valueOf(JsonPointers.get(stage.config(), stage.shape().client().id()));
          Breach.unless(
              List.of(clientId).equals(signIn.parameters().get("client_id")),
              "client_id is the configured one",
              "it is " + signIn.parameters().get("client_id"));
        });
  }

  private static void redirectUri(Bench bench) {
    for (String text :
        List.of(
            "https://app.example/callback",
            "https://app.example:8443/cb/%2F?x=1&y=%C3%A9",
            "http://localhost:8080/callback/a+b?next=%2Fhome%3Fa%3D1",
            "https://App.Example:443/a/../callback//./x?b=2&a=1&a=%7e")) {
      bench.verify(
          "the redirect URI " + text,
          stage -> {
            SignInAttempt signIn = stage.signIn().request("state-of-this-case", URI.create(text));
            requireText("redirect_uri", text, signIn);
          });
    }
  }

  private static void state(Bench bench) {
    List<String> states =
        List.of(
            "plain-state_0123456789",
            "a+b&c=d%e/?#[]@!$'()*,;:\"<>\\^`{|}",
            "with space and é 🙂",
            "x".repeat(512),
            "%2B%26%3D");
    for (String state : states) {
      bench.verify(
          "a state of " + state.length() + " characters",
          stage -> requireText("state", state, stage.signIn().request(state, Stage.REDIRECT_URI)));
    }
  }

  private static void requireText(String name, String expected, SignInAttempt signIn)
      throws Breach {
    List<String> got = signIn.parameters().get(name);
    Breach.unless(
        List.of(expected).equals(got), name + " decodes to '" + expected + "'", "it is " + got);
  }

  private static void noDuplicates(Bench bench) {
    bench.verify("the plain request", stage -> requireTidy(stage.signIn()));
    bench.verify(
        "scopes of one sign-in",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Optional<String> configured = signIn.parameter("scope");
          if (configured.isPresent()) {
            Set<String> scopes = new LinkedHashSet<>(List.of(configured.get().split("[ ,]+")));
            requireTidy(stage.signIn().scopes(scopes));
          }
        });
    String property = bench.shape().endpointProperties().get("authorization");
    if (property != null) {
      String odd = withQuery(bench, "scope=other&client_id=other");
      bench.verify(
          "a configured address that already has parameters",
          bench.plainSetup().withConfig(config -> changed(config, property, odd)),
          stage -> {
            // Refusing such a config is as good as cleaning it.
            if (stage.refusal() == null) {
              requireTidy(stage.signIn());
            }
          });
    }
  }

  private static void requireTidy(SignInAttempt signIn) throws Breach {
    URI uri = signIn.authorize().uri();
    String query = String.valueOf(uri.getRawQuery());
    Breach.unless(
        WELL_FORMED.matcher(query).matches() && isUtf8(query),
        "the query is well-formed",
        "it is not form-encoded UTF-8");
    for (Map.Entry<String, List<String>> parameter : signIn.parameters().entrySet()) {
      Breach.unless(
          parameter.getValue().size() == 1,
          "each parameter occurs once (RFC 6749 §3.1)",
          parameter.getKey() + " occurs " + parameter.getValue().size() + " times");
      Breach.unless(
          !parameter.getValue().get(0).isEmpty(),
          "no parameter is empty",
          parameter.getKey() + " is");
    }
  }

  private static boolean isUtf8(String query) {
    try {
      var bytes = new java.io.ByteArrayOutputStream();
      for (int i = 0; i < query.length(); i++) {
        if (query.charAt(i) == '%') {
          bytes.write(Integer.parseInt(query.substring(i + 1, i + 3), 16));
          i += 2;
        } else {
          bytes.write(query.charAt(i));
        }
      }
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void noSecrets(Bench bench) {
    bench.verify(
        "secrets of the config, and the verifier",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Set<String> secrets = new HashSet<>(stage.provider().secrets());
          PkceVerifiers.of(signIn).ifPresent(secrets::add);
          // A public client has none; then only the verifier is looked for.
          String uri = signIn.authorize().uri().toString();
          for (String secret : secrets) {
            Optional<String> found = SecretForms.find(secret, uri);
            Breach.unless(
                found.isEmpty(),
                "no secret is in the authorization URI",
                "one is, " + found.orElse(""));
          }
        });
    bench.verify(
        "the verifier that the token endpoint gets",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          signIn.run();
          String uri = signIn.authorize().uri().toString();
          for (String secret : stage.provider().secrets()) {
            Optional<String> found = SecretForms.find(secret, uri);
            Breach.unless(
                found.isEmpty(),
                "nothing secret of the sign-in is in the authorization URI",
                "something is, " + found.orElse(""));
          }
        });
  }

  private static void openid(Bench bench) {
    bench.verify(
        "the scope",
        stage -> {
          List<String> scopes = List.of(stage.signIn().parameter("scope").orElse("").split(" "));
          Breach.unless(scopes.contains("openid"), "scope has openid", "it is " + scopes);
          Object configured = stage.config().get("scope");
          if (configured instanceof String text) {
            for (String scope : text.strip().split("\\s+")) {
              Breach.unless(
                  scopes.contains(scope),
                  "the configured scope " + scope + " is asked for",
                  "scope is " + scopes);
            }
          }
        });
  }

  private static void nonce(Bench bench) {
    bench.verify(
        FRESHNESS_CALLS + " authorization requests with the same state",
        stage -> {
          Set<String> seen = new HashSet<>();
          for (int i = 0; i < FRESHNESS_CALLS; i++) {
            SignInAttempt signIn = stage.signIn().request(ONE_STATE, Stage.REDIRECT_URI);
            String nonce =
                signIn
                    .parameter("nonce")
                    .orElseThrow(() -> new Breach("there is a nonce", "there is none"));
            // 22 characters of base64url carry 128 bits.
            Breach.unless(
                nonce.length() >= 22,
                "the nonce has at least 128 bits",
                "it has " + nonce.length() + " characters");
            Breach.unless(seen.add(nonce), "each nonce is new", "one came a second time");
            Breach.unless(
                signIn.session().values().values().stream()
                    .anyMatch(value -> value.contains(nonce) || value.length() >= 43),
                "the session remembers the nonce or its hash",
                "no entry of the session can hold it");
          }
        });
  }

  private static void pkce(Bench bench) {
    bench.verify(
        FRESHNESS_CALLS + " authorization requests with the same state",
        stage -> {
          Set<String> seen = new HashSet<>();
          for (int i = 0; i < FRESHNESS_CALLS; i++) {
            SignInAttempt signIn = stage.signIn().request(ONE_STATE, Stage.REDIRECT_URI);
            String challenge = signIn.parameter("code_challenge").orElse("");
            Breach.unless(
                CHALLENGE.matcher(challenge).matches(),
                "code_challenge is 43 characters of base64url",
                challenge.isEmpty()
                    ? "it is missing"
                    : "it has " + challenge.length() + " characters");
            Breach.unless(
                Optional.of("S256").equals(signIn.parameter("code_challenge_method")),
                "code_challenge_method is S256",
                "it is " + signIn.parameter("code_challenge_method").orElse("missing"));
            Breach.unless(seen.add(challenge), "each challenge is new", "one came a second time");
          }
        });
  }

  private static void statelessBetweenSteps(Bench bench) {
    bench.verify(
        "the callback reaches a new instance with the stored session",
        stage -> {
          SignInAttempt begun = stage.signIn();
          Map<String, List<String>> callback = begun.callback();
          // As a store would keep it: as text, in no particular order.
          Map<String, String> stored = new LinkedHashMap<>();
          begun.session().values().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .forEach(entry -> stored.put(roundTrip(entry.getKey()), roundTrip(entry.getValue())));
          requireCompleted(stage, stage.again().complete(callback, new SignInSession(stored)));
        });
    bench.verify(
        "the callback reaches another process, where the plugin was loaded anew",
        stage -> {
          SignInAttempt begun = stage.signIn();
          Map<String, List<String>> callback = begun.callback();
          SignInSession stored = new SignInSession(Map.copyOf(begun.session().values()));
          try (LoadedPlugin plugin = Subject.load(bench.jar())) {
            // Nothing static of the first load is there.
            var elsewhere =
                new Subject(plugin, bench.subject().metadata(), bench.subject().schema());
            try {
              requireCompleted(stage, stage.on(elsewhere).complete(callback, stored));
            } finally {
              // Before its code is unloaded.
              stage.closeConnector();
            }
          } catch (UnusablePluginException e) {
            throw new NotReached("the jar loads once more", String.valueOf(e.getMessage()));
          }
        });
  }

  private static void responseMode(Bench bench) {
    bench.verify(
        "what provider and host are told",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          ResponseMode expected = ResponseMode.valueOf(stage.shape().responseMode().name());
          ResponseMode told = signIn.authorize().responseMode();
          Breach.unless(
              told == expected,
              "the host is told " + expected + ", as the wire shape says",
              "it is told " + told);
          String asked = signIn.parameter("response_mode").orElse("");
          // Left out, the provider's own default decides.
          Breach.unless(
              asked.isEmpty() || asked.equals(expected.name().toLowerCase(Locale.ROOT)),
              "response_mode says the same",
              "it is " + asked);
        });
  }

  private static void scopesOfOneSignIn(Bench bench) {
    bench.verify(
        "one scope more, and one less",
        stage -> {
          List<String> configured = scopes(stage.signIn());
          // Nothing was asked for: the provider has no scopes, or its client has them.
          if (!configured.isEmpty()) {
            Set<String> wanted = new LinkedHashSet<>(configured);
            String last = configured.get(configured.size() - 1);
            if (configured.size() > 1 && !last.equals("openid")) {
              wanted.remove(last);
            }
            wanted.add("scope.of.this.sign-in");
            List<String> asked = scopes(stage.signIn().scopes(wanted));
            Set<String> difference = new LinkedHashSet<>(wanted);
            difference.removeAll(asked);
            Breach.unless(
                difference.isEmpty(), "scope has all that is wanted", "it lacks " + difference);
            Set<String> more = new LinkedHashSet<>(asked);
            more.removeAll(wanted);
            // OpenID Connect Core §3.1.2.1: it may be added.
            more.remove("openid");
            Breach.unless(more.isEmpty(), "scope has no more than is wanted", "it has " + more);
          }
        });
  }

  private static List<String> scopes(SignInAttempt signIn) throws Breach {
    return Pattern.compile("[ ,]+")
        .splitAsStream(signIn.parameter("scope").orElse(""))
        .filter(scope -> !scope.isEmpty())
        .distinct()
        .toList();
  }

  private static void requireCompleted(Stage stage, Outcome<SignIn> done) throws Breach {
    Breach.unless(
        done.returned().isPresent(),
        "another instance completes the sign-in",
        "complete() " + done.words());
    Profiles.requireExpected(stage, done.returned().orElseThrow());
  }

  private static String roundTrip(String text) {
    return new String(
        Base64.getDecoder().decode(Base64.getEncoder().encode(text.getBytes(UTF_8))), UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> changed(
      Map<String, Object> config, String property, Object value) {
    return (Map<String, Object>) JsonPointers.with(config, property, value);
  }
}
