package dev.connectorkit.oauth;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.TokenSet;
import java.util.List;
import java.util.Map;

/**
 * All that is known about a person when the profile is made.
 *
 * @param userInfo the userinfo response; empty claims when the provider has no such endpoint
 * @param idToken the claims of the validated ID Token; empty claims when there is none
 * @param response the authorization response: some providers tell the name only there. It came
 *     through the browser, so nothing in it is proven
 * @param tokens the granted tokens
 * @param resources what the further resources said, by name
 */
public record ProfileSource(
    Claims userInfo,
    Claims idToken,
    AuthorizationResponse response,
    TokenSet tokens,
    Map<String, List<Claims>> resources) {

  public ProfileSource {
    resources = Map.copyOf(resources);
  }

  /** The userinfo response, or the ID Token where there is none. Never parts of both. */
  public Claims claims() {
    return userInfo.asMap().isEmpty() ? idToken : userInfo;
  }

  /** Without further resources. */
  public ProfileSource(
      Claims userInfo, Claims idToken, AuthorizationResponse response, TokenSet tokens) {
    this(userInfo, idToken, response, tokens, Map.of());
  }

  /**
   * What a further resource said: one element for a JSON object, the objects of a JSON array, none
   * when the provider refused an optional one.
   *
   * @param name as in {@link OAuthConnectorBuilder#resource}
   * @throws IllegalArgumentException when no such resource was described
   */
  public List<Claims> resource(String name) {
    List<Claims> said = resources.get(name);
    if (said == null) {
      throw new IllegalArgumentException("No resource '" + name + "' was described.");
    }
    return said;
  }
}
