package reference;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The provider's keys: read when one is missing, and not more than twice in half a minute. */
final class Keys {

  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final int READS = 2;

  private final Discovery discovery;
  private final ConnectorContext context;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Map<String, PublicKey> known = Map.of();
  private Instant windowStart = Instant.MIN;
  private int reads;

  Keys(Discovery discovery, ConnectorContext context) {
    this.discovery = discovery;
    this.context = context;
  }

  Collection<PublicKey> get(Optional<String> kid) {
    if (!found(kid)) {
      reading.lock();
      try {
        if (!found(kid) && mayRead()) {
          known = read();
        }
      } finally {
        reading.unlock();
      }
    }
    if (kid.isEmpty()) {
      return known.values();
    }
    PublicKey key = known.get(kid.get());
    return key == null ? List.of() : List.of(key);
  }

  private boolean found(Optional<String> kid) {
    return kid.isEmpty() ? !known.isEmpty() : known.containsKey(kid.get());
  }

  private boolean mayRead() {
    Instant now = context.clock().instant();
    if (now.isAfter(windowStart.equals(Instant.MIN) ? Instant.MIN : windowStart.plus(WINDOW))) {
      windowStart = now;
      reads = 0;
    }
    return reads++ < READS;
  }

  private Map<String, PublicKey> read() {
    ProviderResponse response =
        context.http().send(ProviderRequest.get(URI.create(discovery.get().text("jwks_uri"))));
    if (response.status() != 200) {
      throw Errors.ofResponse(response, new Json(Map.of()));
    }
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    if (Json.parse(response.body(), "key set").members().get("keys") instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> key && "RSA".equals(key.get("kty"))) {
          keys.put(String.valueOf(key.get("kid")), rsa(key));
        }
      }
    }
    return keys;
  }

  private static PublicKey rsa(Map<?, ?> key) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e"))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Errors.of(ConnectorError.INVALID_RESPONSE, "The key set has a key that is none.");
    }
  }

  private static BigInteger number(Object text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(text)));
  }
}
