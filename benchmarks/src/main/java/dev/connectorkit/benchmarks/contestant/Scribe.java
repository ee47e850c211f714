package dev.connectorkit.benchmarks.contestant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.oauth.AccessTokenRequestParams;
import com.github.scribejava.core.oauth.AuthorizationUrlBuilder;
import com.github.scribejava.core.oauth.OAuth20Service;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** ScribeJava, its requests sent by httpclient5. It knows no ID Tokens, and makes no state. */
final class Scribe implements Contestant {

  private record Memory(String state, String verifier) {}

  private final Client client;
  private final SecureRandom random = new SecureRandom();
  private final ObjectMapper mapper = new ObjectMapper();
  private final ScribeHttp http = new ScribeHttp(LeanHttp.open());
  private final OAuth20Service service;

  Scribe(Client client) {
    this.client = client;
    this.service =
        new ServiceBuilder(Client.ID)
            .apiSecret(Client.SECRET)
            .callback(Client.REDIRECT_URI)
            .defaultScope(client.scope())
            .httpClient(http)
            .build(new Api(client));
  }

  @Override
  public Begun begin() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    AuthorizationUrlBuilder url = service.createAuthorizationUrlBuilder().state(state).initPKCE();
    return new Begun(url.build(), new Memory(state, url.getPkce().getCodeVerifier()));
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) throws Exception {
    var memory = (Memory) begun.memory();
    if (!memory.state().equals(callback.get("state").get(0))) {
      throw new IllegalStateException("Another sign-in.");
    }
    OAuth2AccessToken token =
        service.getAccessToken(
            AccessTokenRequestParams.create(callback.get("code").get(0))
                .pkceCodeVerifier(memory.verifier()));
    var request = new OAuthRequest(Verb.GET, client.userInfoEndpoint().toString());
    service.signRequest(token, request);
    try (Response response = service.execute(request)) {
      return mapper.readTree(response.getBody()).get("sub").asText();
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private static final class Api extends DefaultApi20 {

    private final Client client;

    Api(Client client) {
      this.client = client;
    }

    @Override
    public String getAccessTokenEndpoint() {
      return client.tokenEndpoint().toString();
    }

    @Override
    protected String getAuthorizationBaseUrl() {
      return client.authorizationEndpoint().toString();
    }
  }
}
