package dev.connectorkit.testkit.plugin;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a provider said about a person, for unit tests of a profile mapper. */
public final class Said {

  private static final TokenSet TOKENS =
      new TokenSet(
          Secret.of("access-token"),
          "Bearer",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  private Said() {}

  /** By userinfo alone. */
  public static ProfileSource userInfo(Map<String, Object> userInfo) {
    return of(userInfo, Map.of(), Map.of());
  }

  /** By the ID Token alone. */
  public static ProfileSource idToken(Map<String, Object> idToken) {
    return of(Map.of(), idToken, Map.of());
  }

  /** By userinfo and the ID Token. */
  public static ProfileSource of(Map<String, Object> userInfo, Map<String, Object> idToken) {
    return of(userInfo, idToken, Map.of());
  }

  /**
   * By everything.
   *
   * @param resources the objects of the further resources, by name
   */
  public static ProfileSource of(
      Map<String, Object> userInfo,
      Map<String, Object> idToken,
      Map<String, List<Map<String, Object>>> resources) {
    var read = new java.util.HashMap<String, List<Claims>>();
    resources.forEach(
        (name, objects) -> read.put(name, objects.stream().map(Claims::new).toList()));
    return new ProfileSource(
        new Claims(userInfo),
        new Claims(idToken),
        new AuthorizationResponse(Map.of()),
        TOKENS,
        read);
  }
}
