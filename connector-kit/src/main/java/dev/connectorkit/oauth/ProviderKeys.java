package dev.connectorkit.oauth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's signing keys: cached, refetched when an unknown key id turns up, but not more often
 * than twice a minute, and kept in use for hours while the provider cannot be asked.
 */
final class ProviderKeys {

  private static final Duration CACHED = Duration.ofMinutes(15);
  private static final Duration REFETCH_INTERVAL = Duration.ofMinutes(1);
  private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(15);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private final JWKSource<SecurityContext> source;
  private volatile Map<String, String> issuers = Map.of();

  ProviderKeys(URI jwksUri, ProviderHttp http, Clock clock) {
    JWKSource<SecurityContext> byWallClock =
        JWKSourceBuilder.<SecurityContext>create(toUrl(jwksUri), url -> fetch(url, http))
            .cache(CACHED.toMillis(), WAIT_FOR_OTHERS.toMillis())
            // Would start a thread.
            .refreshAheadCache(false)
            .rateLimited(REFETCH_INTERVAL.toMillis())
            .outageTolerant(OUTAGE.toMillis())
            .build();
    this.source =
        new ClockedKeys(
            ((JWKSetBasedJWKSource<SecurityContext>) byWallClock).getJWKSetSource(), clock);
  }

  JWKSource<SecurityContext> source() {
    return source;
  }

  /**
   * The issuer that the newest key set ties a key to, where it does: a member that is no part of
   * RFC 7517.
   */
  Optional<String> issuer(@Nullable String keyId) {
    return keyId == null ? Optional.empty() : Optional.ofNullable(issuers.get(keyId));
  }

  /** Tells "the keys cannot be had" from "the token is signed by an unknown key". */
  static ConnectorException unavailable(KeySourceException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectorException typed) {
        return typed;
      }
    }
    return ConnectorException.of(ConnectorError.ID_TOKEN_INVALID)
        .message("The ID Token is signed by a key the provider does not publish.")
        .cause(failure)
        .build();
  }

  private Resource fetch(URL url, ProviderHttp http) throws IOException {
    try {
      ProviderResponse response =
          http.send(
              ProviderRequest.get(URI.create(url.toString())).header("Accept", "application/json"));
      if (response.status() != 200) {
        throw Refusal.of(response, "key set", Claims.NONE).build();
      }
      // The library's parser is more lenient than JSON.
      issuers = issuers(new Claims(Json.object(response.body(), "key set")));
      return new Resource(
          new String(response.body(), java.nio.charset.StandardCharsets.UTF_8), "application/json");
    } catch (ConnectorException e) {
      // The library knows only this kind of failure; unavailable() unwraps it.
      throw new IOException("The provider's keys cannot be read.", e);
    }
  }

  private static Map<String, String> issuers(Claims keySet) {
    var found = new HashMap<String, String>();
    for (Claims key : keySet.objects("keys")) {
      key.text("kid")
          .ifPresent(kid -> key.text("issuer").ifPresent(issuer -> found.put(kid, issuer)));
    }
    return Map.copyOf(found);
  }

  private static URL toUrl(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw ConnectorException.of(ConnectorError.INVALID_CONFIG)
          .message("The address of the provider's keys is not a URL.")
          .build();
    }
  }
}
