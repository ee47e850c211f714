package dev.connectorkit.linkedin;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;
import java.util.Optional;

/** Maps LinkedIn's userinfo to a profile. */
final class LinkedInProfile {

  private LinkedInProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims claims = source.userInfo();
    return UserProfile.builder(claims.identifier("sub"))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("picture"))
        .locale(locale(claims))
        .raw(claims.asMap())
        .build();
  }

  /** An object of language and country where OpenID Connect has a text. */
  private static Optional<String> locale(Claims claims) {
    Claims parts = claims.object("locale");
    return parts
        .text("language")
        .map(language -> language + parts.text("country").map(land -> "-" + land).orElse(""))
        .or(() -> claims.text("locale").map(text -> text.replace('_', '-')));
  }
}
