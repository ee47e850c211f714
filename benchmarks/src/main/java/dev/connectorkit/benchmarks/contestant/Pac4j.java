package dev.connectorkit.benchmarks.contestant;

import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.exception.http.WithLocationAction;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;

/**
 * pac4j's OpenID Connect client, with the HTTP client of its own: java.net's HttpURLConnection,
 * which is told to keep as many connections as there are callers.
 */
final class Pac4j implements Contestant {

  private final OidcClient client;

  Pac4j(Client client) {
    System.setProperty("http.maxConnections", "64");
    var config = new OidcConfiguration();
    config.setClientId(Client.ID);
    config.setSecret(Client.SECRET);
    config.setDiscoveryURI(client.provider() + "/.well-known/openid-configuration");
    config.setScope(client.scope());
    config.setClientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    config.setUseNonce(true);
    config.setPkceMethod(CodeChallengeMethod.S256);
    this.client = new OidcClient(config);
    this.client.setCallbackUrl(Client.REDIRECT_URI);
    this.client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
    this.client.init();
  }

  @Override
  public Begun begin() {
    var session = new HashMap<String, Object>();
    var context = new CallContext(new Pac4jRequest(Map.of()), new Pac4jSession(session));
    var action = (WithLocationAction) client.getRedirectionAction(context).orElseThrow();
    return new Begun(action.getLocation(), session);
  }

  @Override
  @SuppressWarnings("unchecked")
  public String complete(Begun begun, Map<String, List<String>> callback) {
    // What is remembered is taken away while it is used.
    var session = new HashMap<>((Map<String, Object>) begun.memory());
    var context = new CallContext(new Pac4jRequest(callback), new Pac4jSession(session));
    Credentials given = client.getCredentials(context).orElseThrow();
    Credentials valid = client.validateCredentials(context, given).orElseThrow();
    return client.getUserProfile(context, valid).orElseThrow().getId();
  }
}
