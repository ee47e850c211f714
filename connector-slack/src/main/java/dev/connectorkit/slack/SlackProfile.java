package dev.connectorkit.slack;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;
import java.util.Optional;

/** Maps Slack's userinfo to a profile. */
final class SlackProfile {

  private static final String WORKSPACE = "https://slack.com/team_id";

  private SlackProfile() {}

  /**
   * Keeps members of other workspaces out. The parameter of the authorization request does not: it
   * passes through the person's browser.
   *
   * @param workspace the only workspace whose members may sign in
   */
  static void requireMember(Claims idToken, Optional<String> workspace) {
    if (workspace.isPresent() && !workspace.equals(idToken.text(WORKSPACE))) {
      throw ConnectorException.of(ConnectorError.ACCOUNT_NOT_ALLOWED)
          .message("The person is not of the workspace that this instance is for.")
          .build();
    }
  }

  static UserProfile of(ProfileSource source) {
    Claims claims = source.userInfo();
    return UserProfile.builder(identity(source.idToken()))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .avatar(claims.webUri("picture"))
        .locale(claims.text("locale"))
        .raw(claims.asMap())
        .build();
  }

  /** Slack's user ids are unique inside a workspace only. */
  static String identity(Claims claims) {
    return claims.identifier(WORKSPACE) + "-" + claims.identifier("sub");
  }
}
