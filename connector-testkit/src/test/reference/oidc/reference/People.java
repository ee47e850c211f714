package reference;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Userinfo, and the profile made of it. */
final class People {

  private final ConnectorContext context;

  People(ConnectorContext context) {
    this.context = context;
  }

  UserProfile profile(URI endpoint, Secret token, Json idToken) {
    ProviderRequest request =
        ProviderRequest.get(endpoint)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token.reveal());
    // userinfo
    ProviderResponse response = context.http().send(request);
    if (response.status() == 401) {
      throw Errors.of(ConnectorError.TOKEN_INVALID, "The provider does not accept the token.");
    }
    if (response.status() == 403) {
      throw Errors.of(ConnectorError.AUTHORIZATION_FAILED, "The token is not enough.");
    }
    if (response.status() != 200) {
      throw Errors.ofResponse(response, new Json(Map.of()));
    }
    Json claims = Json.parse(response.body(), "userinfo");
    if (!claims.optional("sub").equals(idToken.optional("sub"))) {
      throw Errors.of(ConnectorError.TOKEN_INVALID, "Userinfo is about somebody else.");
    }
    return UserProfile.builder(claims.text("sub"))
        .username(claims.optional("preferred_username"))
        .name(claims.optional("name"))
        .email(email(claims), claims.flag("email_verified"))
        .avatar(address(claims, "picture"))
        .profileUrl(address(claims, "profile"))
        .locale(claims.optional("locale").filter(tag -> tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")))
        .raw(claims.members())
        .build();
  }

  private static Optional<String> email(Json claims) {
    return claims
        .optional("email")
        .filter(address -> address.matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"));
  }

  private static Optional<URI> address(Json claims, String name) {
    return claims
        .optional(name)
        .filter(text -> text.matches("(?i)https?://.+"))
        .flatMap(
            text -> {
              try {
                return Optional.of(new URI(text));
              } catch (URISyntaxException e) {
                return Optional.empty();
              }
            });
  }
}
