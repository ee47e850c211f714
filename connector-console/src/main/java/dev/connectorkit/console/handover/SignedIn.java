package dev.connectorkit.console.handover;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who signed in, as claims (OpenID Connect Core §5.1). Neither tokens of the provider nor its raw
 * answer are among them: an application learns who it is, and nothing that it could use elsewhere.
 *
 * @param claims JSON-shaped
 */
public record SignedIn(Map<String, Object> claims) {

  // A longer name or address is none.
  private static final int LONGEST_TEXT = 2_000;
  // OpenID Connect Core §2: at most 255 ASCII characters. Not ':' in front: that is the other form.
  private static final Pattern PLAIN = Pattern.compile("[!-9;-~][!-~]{0,179}");

  public SignedIn {
    claims = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /**
   * @param at when
   */
  public static SignedIn of(CompletedSignIn signIn, Instant at) {
    UserProfile profile = signIn.profile();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject(signIn.target(), profile.id()));
    claims.put("auth_time", at.getEpochSecond());
    put(claims, "name", profile.name());
    put(claims, "preferred_username", profile.username());
    put(claims, "email", profile.email());
    if (claims.containsKey("email")) {
      claims.put("email_verified", profile.emailVerified());
    }
    put(claims, "phone_number", profile.phone());
    if (claims.containsKey("phone_number")) {
      claims.put("phone_number_verified", profile.phoneVerified());
    }
    put(claims, "picture", profile.avatar().map(URI::toString));
    put(claims, "profile", profile.profileUrl().map(URI::toString));
    put(claims, "locale", profile.locale());
    Map<String, Object> connector = new LinkedHashMap<>();
    connector.put("instance", signIn.instanceId());
    connector.put("target", signIn.target());
    put(connector, "id", Optional.of(profile.id()));
    claims.put("connector", connector);
    return new SignedIn(claims);
  }

  /** The connector instance that they signed in with. */
  String instance() {
    return claims.get("connector") instanceof Map<?, ?> connector
        ? String.valueOf(connector.get("instance"))
        : "";
  }

  /**
   * One text for the pair that identifies a person: {@code target:id}, or {@code target::hash} for
   * an id that has no place in it. No two pairs have the same: a target has no colon.
   */
  static String subject(String target, String id) {
    return PLAIN.matcher(id).matches() ? target + ":" + id : target + "::" + Opaque.hash(id);
  }

  private static void put(Map<String, Object> claims, String name, Optional<String> text) {
    text.filter(value -> value.length() <= LONGEST_TEXT)
        .ifPresent(value -> claims.put(name, value));
  }

  /** Without the claims. */
  @Override
  public String toString() {
    return "SignedIn";
  }
}
