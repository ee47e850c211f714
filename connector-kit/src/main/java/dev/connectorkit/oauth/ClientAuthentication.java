package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * How a client proves itself at the token and revocation endpoints. One method per client (RFC 6749
 * §2.3). Implement it for a method that is not here, such as a client secret that is a signed JWT.
 */
public interface ClientAuthentication {

  /** The client identifier, as the authorization request carries it. */
  String clientId();

  /**
   * What to add to one request.
   *
   * @param endpoint where the request goes; the audience of a signed assertion
   * @param clock for the times in a signed assertion
   */
  Proof prove(URI endpoint, Clock clock);

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
      public Proof prove(URI endpoint, Clock clock) {
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
      public Proof prove(URI endpoint, Clock clock) {
        return new Proof(
            Map.of(), Map.of("client_id", clientId(), "client_secret", secret.reveal()));
      }
    };
  }

  /** {@code none}: a public client, which names itself and relies on PKCE. */
  static ClientAuthentication none(String clientId) {
    return new NamedClient(clientId) {
      @Override
      public Proof prove(URI endpoint, Clock clock) {
        return new Proof(Map.of(), Map.of("client_id", clientId()));
      }
    };
  }
}
