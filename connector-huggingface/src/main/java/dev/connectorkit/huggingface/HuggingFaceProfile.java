package dev.connectorkit.huggingface;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;

/**
 * Maps Hugging Face's userinfo to a profile. Userinfo is the truth: the ID Token there lacks
 * organizations and account features.
 */
final class HuggingFaceProfile {

  private HuggingFaceProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims claims = source.userInfo();
    return UserProfile.builder(claims.identifier("sub"))
        .username(claims.text("preferred_username"))
        .name(claims.text("name").or(() -> claims.text("preferred_username")))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("picture"))
        .profileUrl(claims.webUri("profile"))
        .raw(claims.asMap())
        .build();
  }
}
