package dev.connectorkit.console.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a passed try counts for: exactly what was tried. A mark is the hash of all that decides
 * whether a sign-in works here; it is stored sealed, for it could tell whether a guess at a secret
 * is right.
 */
public final class TryMarks {

  // No place in a config: those begin with a slash.
  private static final String PLACE = "passed try";

  private final ConnectorHost host;
  private final SecretSeal seal;

  public TryMarks(ConnectorHost host, SecretSeal seal) {
    this.host = host;
    this.seal = seal;
  }

  /**
   * The same as long as redirect URI, connector, its major version, config and secrets are the
   * same.
   *
   * @param config with what the environment has
   */
  public String of(String instanceId, String connectorId, SplitConfig config) {
    var secrets = new TreeMap<String, String>();
    config.secrets().forEach((pointer, secret) -> secrets.put(pointer, secret.reveal()));
    return hash(
        ConfigJson.line(
            List.of(
                host.redirectUri(instanceId).toString(),
                connectorId,
                major(connectorId),
                sorted(config.open()),
                secrets)));
  }

  String seal(String instanceId, String mark) {
    return seal.seal(instanceId, PLACE, Secret.of(mark));
  }

  /**
   * Whether it was this that passed.
   *
   * @param sealed of the instance; empty when nothing passed
   */
  public boolean passed(String instanceId, String sealed, String mark) {
    try {
      return !sealed.isEmpty() && seal.open(instanceId, PLACE, sealed).equals(Secret.of(mark));
    } catch (ConnectorException e) {
      // Of a lost key: nobody knows.
      return false;
    }
  }

  /** The same under the present key; what nobody can open stays, and counts as nothing. */
  static String resealed(SecretSeal seal, String instanceId, String sealed) {
    if (sealed.isEmpty() || seal.isCurrent(sealed)) {
      return sealed;
    }
    try {
      return seal.seal(instanceId, PLACE, seal.open(instanceId, PLACE, sealed));
    } catch (ConnectorException e) {
      // Of a lost key, which must be in the way of no other.
      return sealed;
    }
  }

  /** Before 1.0.0 another minor version may change as much (semver.org, 4). */
  private String major(String connectorId) {
    return host.connectors().stream()
        .filter(known -> known.metadata().id().equals(connectorId))
        .findFirst()
        .flatMap(AvailableConnector::pluginId)
        .flatMap(
            id -> host.plugins().list().stream().filter(one -> one.id().equals(id)).findFirst())
        .map(plugin -> plugin.version().replaceFirst("^(0\\.[0-9]+|[0-9]+)\\..*$", "$1"))
        .orElse("");
  }

  /** An object is the same in any order. */
  private static @Nullable Object sorted(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      var sorted = new TreeMap<String, @Nullable Object>();
      object.forEach((name, inner) -> sorted.put(String.valueOf(name), sorted(inner)));
      return sorted;
    }
    return value;
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
