package dev.connectorkit.console.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.json.StoredJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the profile page shows; texts are empty where the provider said nothing.
 *
 * @param raw what the provider said, as indented JSON; empty where that is not kept
 * @param json all of it, as it was kept
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
    String raw,
    String json) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public SignedInPerson {
    scopes = List.copyOf(scopes);
  }

  /**
   * @param json as {@link ProfileJson} has it
   */
  static SignedInPerson of(String json) {
    Map<String, Object> kept =
        StoredJson.object(json, "What is kept of a person is not a JSON object.");
    String id = text(kept, "id");
    String username = text(kept, "username");
    return new SignedInPerson(
        text(kept, "target"),
        id,
        Optional.of(text(kept, "name"))
            .filter(name -> !name.isEmpty())
            .orElse(username.isEmpty() ? id : username),
        username,
        text(kept, "email"),
        Boolean.TRUE.equals(kept.get("emailVerified")),
        text(kept, "avatar"),
        text(kept, "profileUrl"),
        kept.get("scopes") instanceof List<?> scopes
            ? scopes.stream().map(String::valueOf).toList()
            : List.of(),
        Optional.of(text(kept, "expiresAt"))
            .filter(end -> !end.isEmpty())
            .map(end -> TIME.format(Instant.parse(end).atOffset(ZoneOffset.UTC)))
            .orElse(""),
        kept.containsKey("raw") ? indented(kept.get("raw")) : "",
        json);
  }

  private static String text(Map<String, Object> kept, String name) {
    return kept.get(name) instanceof String text ? text : "";
  }

  private static String indented(@Nullable Object raw) {
    try {
      return INDENTED.writeValueAsString(raw);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It was JSON.", e);
    }
  }
}
