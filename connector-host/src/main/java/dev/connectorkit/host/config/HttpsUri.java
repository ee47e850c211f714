package dev.connectorkit.host.config;

import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.everit.json.schema.FormatValidator;

/**
 * The format {@code https-uri}: absolute, https (http only on loopback), no user, no fragment (RFC
 * 6749 §3.1, §3.2).
 */
final class HttpsUri implements FormatValidator {

  static final String NAME = "https-uri";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public String formatName() {
    return NAME;
  }

  /** The message never leaves this package: it would have to quote the value to be of use. */
  @Override
  public Optional<String> validate(String subject) {
    return isValid(subject) ? Optional.empty() : Optional.of("not an https URI");
  }

  /** Scheme, host and port of a valid address, however their case and a usual port are written. */
  static URI origin(String text, String property) {
    if (!isValid(text)) {
      var problem =
          new ConfigProblem(
              "/" + property, "x-origin", "'" + property + "' must be an https address.");
      throw ConnectorException.of(ConnectorError.INVALID_CONFIG)
          .message(problem.message())
          .problems(List.of(problem))
          .build();
    }
    URI uri = URI.create(text);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
  }

  private static boolean isValid(String text) {
    try {
      var uri = new URI(text);
      if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
        return false;
      }
      return "https".equalsIgnoreCase(uri.getScheme())
          || "http".equalsIgnoreCase(uri.getScheme())
              && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
