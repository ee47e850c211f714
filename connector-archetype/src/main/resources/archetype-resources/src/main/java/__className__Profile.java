package ${package};

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;

/** Maps what ${providerName} says about a person to a profile. */
final class ${className}Profile {

  private ${className}Profile() {}

  static UserProfile of(ProfileSource source) {
#if($protocol == "oauth2")
    Claims claims = source.userInfo();
    return UserProfile.builder(claims.identifier("id"))
        .username(claims.text("login"))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("avatar_url"))
        .raw(claims.asMap())
        .build();
#else
    Claims claims = source.claims();
    return UserProfile.builder(claims.identifier("sub"))
        .username(claims.text("preferred_username"))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("picture"))
        .raw(claims.asMap())
        .build();
#end
  }
}
