package dev.connectorkit.benchmarks.contestant;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** Nimbus' OAuth 2.0 SDK, its requests sent by httpclient5. */
final class NimbusSdk implements Contestant {

  private record Memory(State state, CodeVerifier verifier, @Nullable Nonce nonce) {}

  private final Client client;
  private final ClientID clientId = new ClientID(Client.ID);
  private final ClientSecretBasic authentication =
      new ClientSecretBasic(clientId, new Secret(Client.SECRET));
  private final URI redirectUri = URI.create(Client.REDIRECT_URI);
  private final CloseableHttpClient http = LeanHttp.open();
  private final HTTPRequestSender sender = this::send;
  private final IDTokenValidator validator;

  NimbusSdk(Client client) throws IOException {
    this.client = client;
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(client.keys().toURL()).retrying(true).build();
    this.validator =
        new IDTokenValidator(
            new Issuer(client.provider()),
            clientId,
            new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys),
            null);
  }

  @Override
  public Begun begin() {
    var state = new State();
    var verifier = new CodeVerifier();
    Scope scope = Scope.parse(client.scope());
    if (client.openId()) {
      var nonce = new Nonce();
      URI uri =
          new AuthenticationRequest.Builder(ResponseType.CODE, scope, clientId, redirectUri)
              .endpointURI(client.authorizationEndpoint())
              .state(state)
              .nonce(nonce)
              .codeChallenge(verifier, CodeChallengeMethod.S256)
              .build()
              .toURI();
      return new Begun(uri.toString(), new Memory(state, verifier, nonce));
    }
    URI uri =
        new AuthorizationRequest.Builder(ResponseType.CODE, clientId)
            .endpointURI(client.authorizationEndpoint())
            .redirectionURI(redirectUri)
            .scope(scope)
            .state(state)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Begun(uri.toString(), new Memory(state, verifier, null));
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) throws Exception {
    var memory = (Memory) begun.memory();
    AuthorizationCode code = code(memory, callback);
    var request =
        new TokenRequest.Builder(
                client.tokenEndpoint(),
                authentication,
                new AuthorizationCodeGrant(code, redirectUri, memory.verifier()))
            .build();
    HTTPResponse response = request.toHTTPRequest().send(sender);
    AccessToken accessToken;
    String sub = null;
    if (memory.nonce() != null) {
      var tokens = (OIDCTokenResponse) OIDCTokenResponseParser.parse(response).toSuccessResponse();
      sub =
          validator
              .validate(tokens.getOIDCTokens().getIDToken(), memory.nonce())
              .getSubject()
              .getValue();
      accessToken = tokens.getOIDCTokens().getAccessToken();
    } else {
      accessToken = TokenResponse.parse(response).toSuccessResponse().getTokens().getAccessToken();
    }
    UserInfo person = person(accessToken);
    if (sub != null && !person.getSubject().getValue().equals(sub)) {
      throw new IllegalStateException("Another person.");
    }
    return person.getSubject().getValue();
  }

  private AuthorizationCode code(Memory memory, Map<String, List<String>> callback)
      throws Exception {
    AuthorizationResponse response =
        memory.nonce() == null
            ? AuthorizationResponse.parse(redirectUri, callback)
            : (AuthorizationResponse) AuthenticationResponseParser.parse(redirectUri, callback);
    if (!memory.state().equals(response.getState())) {
      throw new IllegalStateException("Another sign-in.");
    }
    return response.toSuccessResponse().getAuthorizationCode();
  }

  private UserInfo person(AccessToken token) throws Exception {
    HTTPResponse response =
        new UserInfoRequest(client.userInfoEndpoint(), token).toHTTPRequest().send(sender);
    return UserInfoResponse.parse(response).toSuccessResponse().getUserInfo();
  }

  private ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var message = new HttpUriRequestBase(request.getMethod().name(), request.getURI());
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> message.addHeader(name, value)));
    String body = request.getBody();
    if (body != null) {
      message.removeHeaders("Content-Type");
      message.setEntity(new StringEntity(body, ContentType.APPLICATION_FORM_URLENCODED));
    }
    return http.execute(message, NimbusSdk::response);
  }

  private static HTTPResponse response(ClassicHttpResponse received) throws IOException {
    var response = new HTTPResponse(received.getCode());
    for (Header header : received.getHeaders()) {
      response.setHeader(header.getName(), header.getValue());
    }
    try {
      response.setBody(EntityUtils.toString(received.getEntity()));
    } catch (org.apache.hc.core5.http.ParseException e) {
      throw new IOException(e);
    }
    return response;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
