package dev.connectorkit.microsoft;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.spi.UserProfile;

/** Maps the claims of Microsoft's ID Tokens to a profile. */
final class MicrosoftProfile {

  private MicrosoftProfile() {}

  /**
   * The object in its tenant: the same in every application, and never used again. User names and
   * addresses can be given to another person by an administrator.
   */
  static String id(Claims idToken) {
    return idToken.identifier("oid") + "." + idToken.identifier("tid");
  }

  static UserProfile of(Claims idToken) {
    return UserProfile.builder(id(idToken))
        .username(idToken.text("preferred_username"))
        .name(idToken.text("name"))
        // Anybody's administrator can write any address; only xms_edov says that it was checked.
        .email(idToken.email("email"), idToken.asserted("xms_edov"))
        .raw(idToken.asMap())
        .build();
  }
}
