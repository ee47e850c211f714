package reference;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The provider's metadata, read once. */
final class Discovery {

  private final String issuer;
  private final ConnectorContext context;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Json document;

  Discovery(String issuer, ConnectorContext context) {
    this.issuer = issuer;
    this.context = context;
  }

  Json get() {
    if (document == null) {
      reading.lock();
      try {
        if (document == null) {
          document = read();
        }
      } finally {
        reading.unlock();
      }
    }
    return document;
  }

  private Json read() {
    ProviderResponse response =
        context
            .http()
            .send(ProviderRequest.get(URI.create(issuer + "/.well-known/openid-configuration")));
    if (response.status() != 200) {
      throw Errors.ofResponse(response, new Json(Map.of()));
    }
    Json read = Json.parse(response.body(), "discovery document");
    if (!issuer.equals(read.optional("issuer").orElse(""))) {
      throw Errors.of(
          ConnectorError.INVALID_CONFIG, "The discovery document is of another issuer.");
    }
    return read;
  }
}
