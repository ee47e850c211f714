package dev.connectorkit.host;

import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody with a cookie jar, who says yes at the provider of {@code BoundSample}. */
final class Browser {

  private final String person;
  private Optional<Secret> cookie = Optional.empty();

  Browser(String person) {
    this.person = person;
  }

  /** Begins a sign-in as the application does it, with the cookie this browser has. */
  StartedSignIn begin(ConnectorHost host, String instance) {
    SignInOptions options =
        cookie.map(SignInOptions.none()::withBrowserToken).orElse(SignInOptions.none());
    StartedSignIn started = host.begin(instance, options);
    cookie = Optional.of(started.browserToken());
    return started;
  }

  Optional<Secret> cookie() {
    return cookie;
  }

  /** What the provider sends along when this person says yes to a sign-in. */
  Map<String, List<String>> consent(StartedSignIn started) {
    return consent(state(started), code(started));
  }

  /** The provider's code for a sign-in. */
  String code(StartedSignIn started) {
    return person + "~" + parameter(started, "nonce");
  }

  static Map<String, List<String>> consent(String state, String code) {
    return Map.of("state", List.of(state), "code", List.of(code));
  }

  CompletedSignIn complete(ConnectorHost host, String instance, Map<String, List<String>> sent) {
    return host.complete(instance, sent, cookie);
  }

  static String state(StartedSignIn started) {
    return parameter(started, "state");
  }

  static String parameter(StartedSignIn started, String name) {
    URI uri = started.authorizationUri();
    var parameters = new HashMap<String, String>();
    for (String pair : uri.getQuery().split("&")) {
      parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return parameters.get(name);
  }
}
