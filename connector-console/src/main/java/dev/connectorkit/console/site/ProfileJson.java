package dev.connectorkit.console.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.UserProfile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sign-in as JSON, without its tokens. */
final class ProfileJson {

  private static final JsonMapper COMPACT = JsonMapper.builder().build();
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ProfileJson() {}

  static String of(CompletedSignIn signIn) {
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
    return write(COMPACT, json);
  }

  static String raw(UserProfile profile) {
    return write(INDENTED, profile.raw());
  }

  private static String write(JsonMapper mapper, Map<String, Object> json) {
    try {
      return mapper.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile is JSON-shaped", e);
    }
  }
}
