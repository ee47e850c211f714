package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints from a provider's discovery document (OpenID Connect Discovery §4). Fetched on first
 * use, kept for an hour; an old document serves on while the provider cannot be asked.
 */
final class Discovery implements EndpointSource {

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(5);

  private final String issuer;
  private final DiscoveredIssuer rule;
  private final boolean userInfo;
  private final ConnectorContext context;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile @Nullable Failed failed;

  Discovery(URI issuer, ConnectorContext context) {
    this(issuer, DiscoveredIssuer.exactly(issuer.toString()), true, context);
  }

  /**
   * @param issuer what the document's address is made from
   * @param userInfo whether the userinfo endpoint is wanted
   */
  Discovery(URI issuer, DiscoveredIssuer rule, boolean userInfo, ConnectorContext context) {
    this.issuer = issuer.toString();
    this.rule = rule;
    this.userInfo = userInfo;
    this.context = context;
  }

  @Override
  public Endpoints get() {
    Known before = known;
    if (before != null && isWithin(before.since(), FRESH)) {
      return before.endpoints();
    }
    fetching.lock();
    try {
      return refresh();
    } finally {
      fetching.unlock();
    }
  }

  /** Called under the lock: whoever waited for it finds what the one before fetched. */
  private Endpoints refresh() {
    Known current = known;
    if (current != null && isWithin(current.since(), FRESH)) {
      return current.endpoints();
    }
    Failed lastFailure = failed;
    if (lastFailure != null && isWithin(lastFailure.since(), FAILURE_REMEMBERED)) {
      if (current != null) {
        return current.endpoints();
      }
      throw lastFailure.reason();
    }
    try {
      Endpoints fetched = fetch();
      known = new Known(fetched, context.clock().instant());
      failed = null;
      return fetched;
    } catch (ConnectorException e) {
      failed = new Failed(e, context.clock().instant());
      if (current != null) {
        return current.endpoints();
      }
      throw e;
    }
  }

  private boolean isWithin(Instant since, Duration span) {
    return context.clock().instant().isBefore(since.plus(span));
  }

  private Endpoints fetch() {
    // OpenID Connect Discovery §4.1: any terminating "/" of the issuer is removed first.
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    URI location = URI.create(base + "/.well-known/openid-configuration");
    ProviderResponse response =
        context.http().send(ProviderRequest.get(location).header("Accept", "application/json"));
    if (response.status() != 200) {
      throw Refusal.of(response, "discovery document", Claims.NONE).build();
    }
    var document = new Claims(Json.object(response.body(), "discovery document"));
    String stated = document.text("issuer").orElse("");
    Optional<IssuerRule> issuers = rule.rule(stated);
    if (issuers.isEmpty()) {
      // OpenID Connect Discovery §4.3: MUST exactly match.
      throw ConnectorException.of(ConnectorError.INVALID_CONFIG)
          .message(
              ("The discovery document at %s states the issuer %s, and '%s' is configured."
                      + " Configure the issuer exactly as the provider writes it.")
                  .formatted(location, ExactIssuer.quoted(stated), issuer))
          .provider(stated, null)
          .build();
    }
    var endpoints =
        new Endpoints(
            required(document, "authorization_endpoint"),
            required(document, "token_endpoint"),
            userInfo ? endpoint(document, "userinfo_endpoint") : Optional.empty(),
            endpoint(document, "jwks_uri"),
            // The one that a sign-in can do without.
            document.webUri("revocation_endpoint").filter(Endpoints::isOne),
            issuers,
            document.asserted("authorization_response_iss_parameter_supported"));
    requireReachable(endpoints);
    return endpoints;
  }

  /** A document may name endpoints anywhere; the operator decides which origins are let in. */
  private void requireReachable(Endpoints endpoints) {
    List<String> unreachable =
        Stream.of(
                Optional.of(endpoints.token()),
                endpoints.userInfo(),
                endpoints.jwks(),
                endpoints.revocation())
            .flatMap(Optional::stream)
            .filter(uri -> !context.http().reaches(uri))
            .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority())
            .distinct()
            .toList();
    if (!unreachable.isEmpty()) {
      throw ConnectorException.of(ConnectorError.ORIGIN_NOT_ALLOWED)
          .message(
              "The discovery document of '"
                  + issuer
                  + "' names endpoints at "
                  + String.join(", ", unreachable)
                  + ". If they belong to the provider, the connector's metadata must name these"
                  + " origins (.origins(…)), or the config where it says the issuer.")
          .build();
    }
  }

  private static URI required(Claims document, String name) {
    return endpoint(document, name).orElseThrow(() -> unusable(name));
  }

  /** A stated endpoint must be one: to leave it out would skip what it is for. */
  private static Optional<URI> endpoint(Claims document, String name) {
    Optional<URI> endpoint = document.webUri(name).filter(Endpoints::isOne);
    if (endpoint.isEmpty() && document.asMap().get(name) != null) {
      throw unusable(name);
    }
    return endpoint;
  }

  private static ConnectorException unusable(String name) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message("The provider's discovery document has no usable '" + name + "'.")
        .build();
  }

  private record Known(Endpoints endpoints, Instant since) {}

  private record Failed(ConnectorException reason, Instant since) {}
}
