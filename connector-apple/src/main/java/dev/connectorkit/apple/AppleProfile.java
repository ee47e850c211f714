package dev.connectorkit.apple;

import dev.connectorkit.oauth.Claims;
import dev.connectorkit.oauth.ProfileSource;
import dev.connectorkit.spi.UserProfile;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maps what Apple says to a profile. All that matters comes from the ID Token. The name is not in
 * it: it comes through the browser, unsigned, at the first sign-in of a person and never again.
 */
final class AppleProfile {

  private static final int MAX_NAME = 200;

  private AppleProfile() {}

  static UserProfile of(ProfileSource source) {
    Claims claims = source.idToken();
    return UserProfile.builder(claims.identifier("sub"))
        .name(name(source))
        // Never that of "user", which a browser can change.
        .email(claims.email("email"), claims.asserted("email_verified"))
        .raw(claims.asMap())
        .build();
  }

  private static Optional<String> name(ProfileSource source) {
    Claims name =
        source.response().single("user").map(Claims::ofJson).orElse(Claims.NONE).object("name");
    String text =
        Stream.of(name.text("firstName"), name.text("lastName"))
            .flatMap(Optional::stream)
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return Optional.of(text).filter(full -> !full.isEmpty() && full.length() <= MAX_NAME);
  }
}
