package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A client as a config describes it, which knows the properties it was read from. */
final class ConfiguredClient extends NamedClient {

  static final String SECRET = "clientSecret";
  static final String ALGORITHM = "assertionAlgorithm";

  private static final String ID = "clientId";
  private static final String METHOD = "clientAuthentication";
  private static final String KEY = "privateKey";

  private final ClientAuthentication method;
  private final List<String> properties;

  private ConfiguredClient(ClientAuthentication method, List<String> properties) {
    super(method.clientId());
    this.method = method;
    this.properties = properties;
  }

  @Override
  public Proof prove(URI tokenEndpoint, Clock clock) {
    return method.prove(tokenEndpoint, clock);
  }

  @Override
  public List<String> properties() {
    return properties;
  }

  static ClientAuthentication of(ConnectorConfig config) {
    String method = config.optionalText(METHOD).orElse("client_secret_basic");
    return new ConfiguredClient(client(config, method), properties(method));
  }

  private static List<String> properties(String method) {
    return switch (method) {
      case "none" -> List.of(ID);
      case "private_key_jwt" -> List.of(ID, KEY);
      default -> List.of(ID, SECRET);
    };
  }

  private static ClientAuthentication client(ConnectorConfig config, String method) {
    String clientId = config.text(ID);
    Optional<String> algorithm = config.optionalText(ALGORITHM);
    Optional<String> audience = config.optionalText("assertionAudience");
    Supplier<Secret> secret = () -> required(config, SECRET, method);
    return switch (method) {
      case "client_secret_basic" -> ClientAuthentication.basic(clientId, secret.get());
      case "client_secret_post" -> ClientAuthentication.post(clientId, secret.get());
      case "client_secret_jwt" ->
          ClientAuthentication.secretJwt(
              clientId, secret.get(), algorithm.orElse("HS256"), audience);
      case "private_key_jwt" ->
          ClientAuthentication.privateKeyJwt(clientId, key(config, method, algorithm), audience);
      case "none" -> ClientAuthentication.none(clientId);
      default ->
          throw ConnectorException.ofProperty(
              ConnectorError.INVALID_CONFIG, METHOD, "There is no such way to authenticate.");
    };
  }

  private static SigningKey key(ConnectorConfig config, String method, Optional<String> algorithm) {
    SigningKey key = SigningKey.parse(required(config, KEY, method), KEY);
    SigningKey named = config.optionalText("keyId").map(key::withKeyId).orElse(key);
    return algorithm.map(wanted -> named.withAlgorithm(wanted, ALGORITHM)).orElse(named);
  }

  private static Secret required(ConnectorConfig config, String property, String method) {
    return config
        .optionalSecret(property)
        .orElseThrow(
            () ->
                ConnectorException.ofProperty(
                    ConnectorError.INVALID_CONFIG,
                    property,
                    "'" + property + "' is required for " + method + "."));
  }
}
