package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A client that authenticates by a signed assertion (RFC 7523 §2.2). */
final class AssertedClient extends NamedClient {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Enough for clocks that differ; one assertion serves one request. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SigningKey key;
  private final Optional<String> audience;

  AssertedClient(String clientId, SigningKey key, Optional<String> audience) {
    super(clientId);
    this.key = requireNonNull(key, "key is null");
    this.audience = requireNonNull(audience, "audience is null");
  }

  @Override
  public Proof prove(URI tokenEndpoint, Clock clock) {
    String meant = audience.orElseGet(tokenEndpoint::toString);
    return new Proof(
        Map.of(),
        Map.of(
            "client_id",
            clientId(),
            "client_assertion_type",
            TYPE,
            "client_assertion",
            key.sign(claims(clientId(), clientId(), meant, clock))));
  }

  /** RFC 7523 §3. */
  static Map<String, Object> claims(String issuer, String subject, String audience, Clock clock) {
    long now = clock.instant().getEpochSecond();
    return Map.of(
        "iss", issuer,
        "sub", subject,
        "aud", audience,
        "jti", UUID.randomUUID().toString(),
        "iat", now,
        "nbf", now,
        "exp", now + LIFETIME.toSeconds());
  }
}
