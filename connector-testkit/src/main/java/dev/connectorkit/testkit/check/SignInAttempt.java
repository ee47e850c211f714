package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One sign-in, step by step: the kit plays host and browser. */
final class SignInAttempt {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Stage stage;
  private final Script script;
  private AuthorizationRequest request;
  private Optional<Authorization> authorization = Optional.empty();

  SignInAttempt(Stage stage, Script script) {
    this.stage = stage;
    this.script = script;
    this.request = new AuthorizationRequest(random(), Stage.REDIRECT_URI);
  }

  /** Another state or redirect URI than usual. */
  SignInAttempt request(String state, URI redirectUri) {
    this.request = new AuthorizationRequest(state, redirectUri);
    return this;
  }

  /** Other scopes than those configured. */
  SignInAttempt scopes(Set<String> scopes) {
    this.request =
        new AuthorizationRequest(request.state(), request.redirectUri(), scopes, Map.of());
    return this;
  }

  /** With a wish that the host hands on. */
  SignInAttempt hint(AuthorizationRequest.Hint hint, String value) {
    this.request =
        new AuthorizationRequest(
            request.state(), request.redirectUri(), request.scopes(), Map.of(hint, value));
    return this;
  }

  AuthorizationRequest request() {
    return request;
  }

  Outcome<Authorization> tryAuthorize() throws Breach {
    SocialConnector connector = stage.connector();
    return stage.call(() -> connector.authorize(request));
  }

  /** The authorization; made on the first call. */
  Authorization authorize() throws Breach {
    if (authorization.isEmpty()) {
      Outcome<Authorization> outcome = tryAuthorize();
      authorization = outcome.returned();
      if (authorization.isEmpty()) {
        throw new Breach("authorize() returns an authorization", "it " + outcome.words());
      }
    }
    return authorization.get();
  }

  /** All parameters of the authorization URI, in order and with all their values. */
  Map<String, List<String>> parameters() throws Breach {
    return FakeRequest.parse(authorize().uri().getRawQuery());
  }

  /** One parameter of the authorization URI. */
  Optional<String> parameter(String name) throws Breach {
    return parameters().getOrDefault(name, List.of()).stream().findFirst();
  }

  SignInSession session() throws Breach {
    return authorize().session();
  }

  /** What the provider sends to the redirect URI after the person said yes. */
  Map<String, List<String>> callback() throws Breach {
    return callback(stage.provider().consent(asked(), script));
  }

  /** The same with a code of the caller's choice. */
  Map<String, List<String>> callbackWithCode(String code) throws Breach {
    stage.provider().consent(asked(), script, code);
    return callback(code);
  }

  /** The proper parameters, with whatever code. */
  Map<String, List<String>> callback(String code) {
    var parameters = new LinkedHashMap<String, List<String>>();
    parameters.put("code", List.of(code));
    parameters.put("state", List.of(request.state()));
    var provider = stage.shape().provider();
    if (provider.issuerInResponse() && provider.issuer() != null) {
      parameters.put("iss", List.of(String.valueOf(provider.issuer())));
    }
    stage.shape().callback().forEach((name, value) -> parameters.put(name, List.of(value)));
    return parameters;
  }

  /** Hands a callback to the connector, with the session of this sign-in. */
  Outcome<SignIn> complete(Map<String, List<String>> callback) throws Breach {
    return complete(callback, session());
  }

  Outcome<SignIn> complete(Map<String, List<String>> callback, SignInSession session)
      throws Breach {
    SocialConnector connector = stage.connector();
    return stage.call(() -> connector.complete(new AuthorizationResponse(callback), session));
  }

  /** All steps, properly. */
  Outcome<SignIn> run() throws Breach {
    return complete(callback());
  }

  /** All steps, properly, with a profile at the end. */
  SignIn succeed() throws Breach {
    Outcome<SignIn> outcome = run();
    return outcome
        .returned()
        .orElseThrow(
            () ->
                new Breach("the sign-in succeeds", "complete() " + outcome.words() + complaints()));
  }

  private String complaints() {
    List<String> complaints = stage.provider().complaints();
    return complaints.isEmpty() ? "" : "; the provider complains: " + String.join("; ", complaints);
  }

  private Map<String, String> asked() throws Breach {
    var single = new LinkedHashMap<String, String>();
    parameters().forEach((name, values) -> single.put(name, values.get(0)));
    return single;
  }

  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
