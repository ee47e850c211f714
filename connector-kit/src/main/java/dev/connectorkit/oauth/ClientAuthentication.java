package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a client proves itself at the token and revocation endpoints. One method per client (RFC 6749
 * §2.3). Implement it for a method that is not here.
 */
public interface ClientAuthentication {

  /** The client identifier, as the authorization request carries it. */
  String clientId();

  /**
   * What to add to one request.
   *
   * @param tokenEndpoint the audience of a signed assertion, wherever the request goes (RFC 7523
   *     §3)
   * @param clock for the times in a signed assertion
   */
  Proof prove(URI tokenEndpoint, Clock clock);

  /**
   * The names of the config properties it is made of, so that a refusal by the provider can point
   * at them; none where they are not known.
   */
  default List<String> properties() {
    return List.of();
  }

  /**
   * What one request carries to authenticate the client.
   *
   * @param headers added headers
   * @param parameters added form parameters
   */
  record Proof(Map<String, String> headers, Map<String, String> parameters) {
    public Proof {
      headers = Map.copyOf(headers);
      parameters = Map.copyOf(parameters);
    }

    /** Names only: the values are credentials. */
    @Override
    public String toString() {
      return "Proof[headers=" + headers.keySet() + ", parameters=" + parameters.keySet() + "]";
    }
  }

  /** {@code client_secret_basic}. Both parts are form-encoded first (RFC 6749 §2.3.1). */
  static ClientAuthentication basic(String clientId, Secret secret) {
    return new NamedClient(clientId) {
      @Override
      public Proof prove(URI tokenEndpoint, Clock clock) {
        String pair = Parameters.encode(clientId()) + ":" + Parameters.encode(secret.reveal());
        String token = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        return new Proof(Map.of("Authorization", "Basic " + token), Map.of());
      }
    };
  }

  /** {@code client_secret_post}. */
  static ClientAuthentication post(String clientId, Secret secret) {
    return new NamedClient(clientId) {
      @Override
      public Proof prove(URI tokenEndpoint, Clock clock) {
        return new Proof(
            Map.of(), Map.of("client_id", clientId(), "client_secret", secret.reveal()));
      }
    };
  }

  /** {@code none}: a public client, which names itself and relies on PKCE. */
  static ClientAuthentication none(String clientId) {
    return new NamedClient(clientId) {
      @Override
      public Proof prove(URI tokenEndpoint, Clock clock) {
        return new Proof(Map.of(), Map.of("client_id", clientId()));
      }
    };
  }

  /**
   * {@code client_secret_jwt}: an assertion signed with the secret (OpenID Connect Core §9).
   *
   * @param algorithm HS256, HS384 or HS512
   * @param audience who the assertion is for; the token endpoint when empty
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when the secret is
   *     shorter than the algorithm's hash (RFC 7518 §3.2)
   */
  static ClientAuthentication secretJwt(
      String clientId, Secret secret, String algorithm, Optional<String> audience) {
    return new AssertedClient(clientId, SharedKeys.of(secret, algorithm), audience);
  }

  /**
   * {@code private_key_jwt}: an assertion signed with the client's own key (OpenID Connect Core
   * §9).
   *
   * @param audience who the assertion is for; the token endpoint when empty
   */
  static ClientAuthentication privateKeyJwt(
      String clientId, SigningKey key, Optional<String> audience) {
    return new AssertedClient(clientId, key, audience);
  }

  /**
   * A client secret that is itself a signed JWT, made anew for each request.
   *
   * @param issuer its {@code iss}, such as the id of a team; {@code sub} is the client id
   * @param audience its {@code aud}
   */
  static ClientAuthentication signedSecret(
      String clientId, SigningKey key, String issuer, String audience) {
    return new NamedClient(clientId) {
      @Override
      public Proof prove(URI tokenEndpoint, Clock clock) {
        String secret = key.sign(AssertedClient.claims(issuer, clientId(), audience, clock));
        return new Proof(Map.of(), Map.of("client_id", clientId(), "client_secret", secret));
      }
    };
  }

  /**
   * The method that a config asks for. Its properties: {@code clientId}; {@code
   * clientAuthentication}, one of {@code client_secret_basic} (also when absent), {@code
   * client_secret_post}, {@code client_secret_jwt}, {@code private_key_jwt} and {@code none};
   * {@code clientSecret}; {@code privateKey}, as {@link SigningKey#parse} reads it, and {@code
   * keyId}; {@code assertionAlgorithm}; {@code assertionAudience}.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} or {@link
   *     ConnectorError#INVALID_CERTIFICATE}, pointing at the property
   */
  static ClientAuthentication configured(ConnectorConfig config) {
    return ConfiguredClient.of(config);
  }
}
