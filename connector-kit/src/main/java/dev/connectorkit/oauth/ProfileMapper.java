package dev.connectorkit.oauth;

import dev.connectorkit.spi.UserProfile;

/** Makes a profile from what a provider said. Pure; called once per sign-in. */
@FunctionalInterface
public interface ProfileMapper {

  /** The standard claims of OpenID Connect Core §5.1, from userinfo or else from the ID Token. */
  ProfileMapper STANDARD_CLAIMS = source -> standardClaims(source.claims());

  /**
   * Makes the profile of one person.
   *
   * @throws dev.connectorkit.spi.ConnectorException with {@link
   *     dev.connectorkit.spi.ConnectorError#INVALID_RESPONSE} when the identifier is missing; use
   *     {@link Claims#identifier}
   */
  UserProfile map(ProfileSource source);

  /** A profile from the standard claims of OpenID Connect Core §5.1. */
  static UserProfile standardClaims(Claims claims) {
    return UserProfile.builder(claims.identifier("sub"))
        .username(claims.text("preferred_username"))
        .name(claims.text("name"))
        .email(claims.email("email"), claims.asserted("email_verified"))
        .phone(claims.text("phone_number"), claims.asserted("phone_number_verified"))
        .avatar(claims.webUri("picture"))
        .profileUrl(claims.webUri("profile"))
        .locale(claims.text("locale"))
        .raw(claims.asMap())
        .build();
  }
}
