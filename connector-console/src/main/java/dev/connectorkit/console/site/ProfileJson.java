package dev.connectorkit.console.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.json.StoredJson;
import dev.connectorkit.console.person.SignedInPeople;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.UserProfile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sign-in as JSON, without its tokens. */
final class ProfileJson {

  // A name that is longer is cut.
  private static final int LONGEST_NAME = 200;

  private ProfileJson() {}

  /** As much as is kept of a person: what the provider said in its own words is left out first. */
  static String of(CompletedSignIn signIn) {
    Map<String, Object> json = all(signIn);
    String text = StoredJson.write(json);
    if (isTooLong(text)) {
      json.remove("raw");
      text = StoredJson.write(json);
    }
    return isTooLong(text) ? nameOf(signIn) : text;
  }

  /** No more than what to call the person. */
  static String nameOf(CompletedSignIn signIn) {
    UserProfile profile = signIn.profile();
    String name = profile.name().or(profile::username).orElse(profile.id());
    int length =
        name.offsetByCodePoints(0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length())));
    return StoredJson.write(Map.of("name", name.substring(0, length)));
  }

  private static Map<String, Object> all(CompletedSignIn signIn) {
    UserProfile profile = signIn.profile();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("target", signIn.target());
    json.put("id", profile.id());
    profile.username().ifPresent(value -> json.put("username", value));
    profile.name().ifPresent(value -> json.put("name", value));
    profile.email().ifPresent(value -> json.put("email", value));
    json.put("emailVerified", profile.emailVerified());
    profile.avatar().ifPresent(value -> json.put("avatar", value.toString()));
    profile.profileUrl().ifPresent(value -> json.put("profileUrl", value.toString()));
    json.put("scopes", signIn.tokens().scopes());
    signIn.tokens().expiresAt().map(Instant::toString).ifPresent(end -> json.put("expiresAt", end));
    json.put("raw", profile.raw());
    return json;
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(UTF_8).length > SignedInPeople.MOST_BYTES;
  }
}
