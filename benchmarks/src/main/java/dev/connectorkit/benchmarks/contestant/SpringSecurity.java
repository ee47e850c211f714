package dev.connectorkit.benchmarks.contestant;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationProvider;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Spring Security's OAuth 2.0 login without its filters, its requests sent by httpclient5. */
final class SpringSecurity implements Contestant {

  private static final String REGISTRATION = "provider";

  private final CloseableHttpClient http = LeanHttp.open();
  private final MockHttpServletRequest servletRequest = new MockHttpServletRequest();
  private final ClientRegistration registration;
  private final DefaultOAuth2AuthorizationRequestResolver resolver;
  private final AuthenticationProvider authentication;

  SpringSecurity(Client client) {
    this.registration =
        ClientRegistration.withRegistrationId(REGISTRATION)
            .clientId(Client.ID)
            .clientSecret(Client.SECRET)
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(Client.REDIRECT_URI)
            .scope(client.scope().split(" "))
            .authorizationUri(client.authorizationEndpoint().toString())
            .tokenUri(client.tokenEndpoint().toString())
            .userInfoUri(client.userInfoEndpoint().toString())
            .userNameAttributeName("sub")
            .jwkSetUri(client.keys().toString())
            .issuerUri(client.provider())
            .build();
    this.resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            new InMemoryClientRegistrationRepository(registration));
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    this.authentication = authentication(client.openId());
  }

  private AuthenticationProvider authentication(boolean openId) {
    var requests = new HttpComponentsClientHttpRequestFactory(http);
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    var rest = new RestTemplate(requests);
    rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    var users = new DefaultOAuth2UserService();
    users.setRestOperations(rest);
    if (!openId) {
      return new OAuth2LoginAuthenticationProvider(tokens, users);
    }
    var oidcUsers = new OidcUserService();
    oidcUsers.setOauth2UserService(users);
    return new OidcAuthorizationCodeAuthenticationProvider(tokens, oidcUsers);
  }

  @Override
  public Begun begin() {
    OAuth2AuthorizationRequest request = resolver.resolve(servletRequest, REGISTRATION);
    return new Begun(request.getAuthorizationRequestUri(), request);
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) {
    var request = (OAuth2AuthorizationRequest) begun.memory();
    OAuth2AuthorizationResponse response =
        OAuth2AuthorizationResponse.success(callback.get("code").get(0))
            .state(callback.get("state").get(0))
            .redirectUri(Client.REDIRECT_URI)
            .build();
    return authentication
        .authenticate(
            new OAuth2LoginAuthenticationToken(
                registration, new OAuth2AuthorizationExchange(request, response)))
        .getName();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
