package dev.connectorkit.gitlab;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;

/** Maps GitLab's userinfo to a profile; the ID Token lacks name, picture and page. */
final class GitLabProfile {

  private GitLabProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims claims = source.userInfo();
    return UserProfile.builder(claims.identifier("sub"))
        // Servers of older releases tell it as nickname only.
        .username(claims.text("preferred_username").or(() -> claims.text("nickname")))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("picture"))
        .profileUrl(claims.webUri("profile"))
        .raw(claims.asMap())
        .build();
  }
}
