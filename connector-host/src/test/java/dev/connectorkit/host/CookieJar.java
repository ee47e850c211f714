package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person's browser: keeps the one token, and carries callbacks to whatever host it is told. */
final class CookieJar {

  private Optional<Secret> token = Optional.empty();

  /** Begins, and gives the state the provider gets to see. */
  String begin(ConnectorHost host, String instance) {
    SignInOptions options =
        token.map(SignInOptions.none()::withBrowserToken).orElse(SignInOptions.none());
    StartedSignIn started = host.begin(instance, options);
    token = Optional.of(started.browserToken());
    return parameter(started.authorizationUri(), "state");
  }

  String complete(ConnectorHost host, String instance, String state, String code) {
    return host.complete(instance, Map.of("state", List.of(state), "code", List.of(code)), token)
        .profile()
        .id();
  }

  /** The refusal of a callback that must not be accepted. */
  ConnectorError refused(ConnectorHost host, String instance, String state, String code) {
    try {
      String id = complete(host, instance, state, code);
      throw new AssertionError("Signed in as " + id);
    } catch (ConnectorException e) {
      return e.error();
    }
  }

  /** Takes another token, as if a cookie had been planted or damaged. */
  CookieJar holding(Optional<Secret> planted) {
    this.token = planted;
    return this;
  }

  Optional<Secret> token() {
    return token;
  }

  static String parameter(URI uri, String name) {
    return Arrays.stream(uri.getQuery().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
