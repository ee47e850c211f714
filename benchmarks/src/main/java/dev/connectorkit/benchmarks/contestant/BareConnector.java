package dev.connectorkit.benchmarks.contestant;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connector and the host's HTTP, without the host around them. */
final class BareConnector implements Contestant {

  private record Context(String instanceId, ProviderHttp http, Clock clock, SecureRandom random)
      implements ConnectorContext {}

  private final SecureRandom random = new SecureRandom();
  private final ProviderConnections connections = ProviderConnections.open(HttpSettings.defaults());
  private final URI redirectUri = URI.create(Client.REDIRECT_URI);
  private final InstanceHttp http;
  private final OAuthConnector connector;

  BareConnector(Client client) {
    this.http = connections.open("bare", Set.of(URI.create(client.provider())));
    this.connector =
        OAuthConnector.builder(new Context("bare", http, Clock.systemUTC(), random))
            .endpoints(
                Endpoints.of(client.authorizationEndpoint(), client.tokenEndpoint())
                    .withUserInfo(client.userInfoEndpoint())
                    .withIdTokens(IssuerRule.exactly(client.provider()), client.keys()))
            .client(ClientAuthentication.basic(Client.ID, Secret.of(Client.SECRET)))
            .scope(client.scope())
            .build();
  }

  @Override
  public Begun begin() {
    byte[] state = new byte[32];
    random.nextBytes(state);
    Authorization authorization =
        connector.authorize(
            new AuthorizationRequest(
                Base64.getUrlEncoder().withoutPadding().encodeToString(state), redirectUri));
    return new Begun(authorization.uri().toString(), authorization.session());
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) {
    return connector
        .complete(new AuthorizationResponse(callback), (SignInSession) begun.memory())
        .profile()
        .id();
  }

  @Override
  public void close() {
    connector.close();
    http.close();
    connections.close();
  }
}
