package dev.connectorkit.realproviders;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.plugin.BuiltJar;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application that people sign in to: a host with the built connector, and one instance. */
final class Portal implements AutoCloseable {

  static final String BASE_URL = "https://portal.example";
  static final String SECRET =
      "a-client-secret-of-more-than-64-characters-for-every-hmac-0123456789";
  static final String INSTANCE = "staff";

  private final X509Certificate authority;
  private final ConnectorHost host;

  private Portal(Path plugins, X509Certificate authority, Clock clock) {
    this.authority = authority;
    BuiltJar.copyTo(plugins);
    this.host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create(BASE_URL))
            .http(
                HttpSettings.defaults()
                    .withDeadline(Duration.ofSeconds(25))
                    .withExtraAuthorities(List.of(authority)))
            .clock(clock)
            .open();
  }

  /**
   * Opens a portal.
   *
   * @param plugins an empty folder
   * @param authority what it trusts beside the authorities of the platform
   */
  static Portal open(Path plugins, X509Certificate authority) {
    return open(plugins, authority, Clock.systemUTC());
  }

  static Portal open(Path plugins, X509Certificate authority, Clock clock) {
    return new Portal(plugins, authority, clock);
  }

  static boolean isCallback(URI address) {
    return address.toString().startsWith(BASE_URL + "/");
  }

  /** Adds the instance: the issuer, the client and its secret, and these changes. */
  Portal at(String issuer, String clientId, Map<String, ?> changes) {
    var config = new HashMap<String, Object>();
    config.put("issuer", issuer);
    config.put("clientId", clientId);
    config.put("clientSecret", SECRET);
    config.putAll(changes);
    host.addInstance(INSTANCE, "oidc", config);
    return this;
  }

  /** Somebody new, with a browser that holds no cookie. */
  Visitor visitor() {
    return new Visitor(authority);
  }

  StartedSignIn begin() {
    return host.begin(INSTANCE);
  }

  StartedSignIn begin(Map<Hint, String> hints) {
    return host.begin(INSTANCE, SignInOptions.none().withHints(hints));
  }

  CompletedSignIn complete(StartedSignIn started, Page callback) {
    return host.complete(INSTANCE, callback.callback(), Optional.of(started.browserToken()));
  }

  /** The whole sign-in of somebody who types the password in. */
  CompletedSignIn signIn(Employee employee) {
    Visitor visitor = visitor();
    StartedSignIn started = begin();
    return complete(started, visitor.logIn(visitor.open(started.authorizationUri()), employee));
  }

  /** New tokens, for the refresh token of a sign-in. */
  TokenSet renew(CompletedSignIn done) {
    return host.refresh(
        INSTANCE, RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow());
  }

  void revoke(Secret token, RevocationRequest.Kind kind) {
    host.revoke(INSTANCE, new RevocationRequest(token, kind));
  }

  /** Whether Keycloak accepts the client, found out without a person. */
  ConnectorHealth.Status health() {
    return host.check(INSTANCE).status();
  }

  @Override
  public void close() {
    host.close();
  }
}
