package dev.connectorkit.github;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps a GitHub user to a profile. The identity is the numeric id: logins and addresses are given
 * up and taken over by others.
 */
final class GitHubProfile {

  private GitHubProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims user = source.userInfo();
    List<Claims> emails = source.resource("emails");
    Claims primary =
        emails.stream()
            .filter(email -> email.asserted("primary") && email.email("email").isPresent())
            .findFirst()
            .orElse(Claims.NONE);
    Map<String, Object> raw = new LinkedHashMap<>(user.asMap());
    raw.put("emails", emails.stream().map(Claims::asMap).toList());
    return UserProfile.builder(user.identifier("id"))
        .username(user.text("login"))
        .name(user.text("name").or(() -> user.text("login")))
        // The address on the public page is nobody's word but the person's.
        .email(primary.email("email").or(() -> user.email("email")), primary.asserted("verified"))
        .avatar(user.webUri("avatar_url"))
        .profileUrl(user.webUri("html_url"))
        .raw(raw)
        .build();
  }
}
