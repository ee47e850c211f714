package dev.connectorkit.console.site;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What the profile page shows; texts are empty where the provider said nothing.
 *
 * @param raw what the provider said, as indented JSON
 */
public record SignedInPerson(
    String target,
    String id,
    String name,
    String username,
    String email,
    boolean emailVerified,
    String avatar,
    String profileUrl,
    List<String> scopes,
    String expiresAt,
    String raw) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

  static SignedInPerson of(CompletedSignIn signIn) {
    UserProfile profile = signIn.profile();
    return new SignedInPerson(
        signIn.target(),
        profile.id(),
        profile.name().or(profile::username).orElse(profile.id()),
        profile.username().orElse(""),
        profile.email().orElse(""),
        profile.emailVerified(),
        profile.avatar().map(URI::toString).orElse(""),
        profile.profileUrl().map(URI::toString).orElse(""),
        List.copyOf(signIn.tokens().scopes()),
        signIn
            .tokens()
            .expiresAt()
            .map(end -> TIME.format(end.atOffset(ZoneOffset.UTC)))
            .orElse(""),
        ProfileJson.raw(profile));
  }
}
