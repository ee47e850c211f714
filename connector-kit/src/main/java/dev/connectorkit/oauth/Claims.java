package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.EmailAddress;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A typed view of a JSON object that a provider sent. Optional members of an unexpected type count
 * as absent: a provider's slip in a picture URL must not keep people out.
 *
 * @param asMap the members as received
 */
public record Claims(Map<String, Object> asMap) {

  /** No members at all. */
  public static final Claims NONE = new Claims(Map.of());

  /**
   * Reads a JSON object that came as a text, such as a parameter of a callback. No members when it
   * is none: what came through a browser is at most a bonus.
   */
  public static Claims ofJson(String text) {
    try {
      return new Claims(Json.object(text.getBytes(StandardCharsets.UTF_8), "parameter"));
    } catch (ConnectorException e) {
      return NONE;
    }
  }

  public Claims {
    asMap = java.util.Collections.unmodifiableMap(asMap);
  }

  /** A text; empty when absent, null, blank or of another type. */
  public Optional<String> text(String name) {
    return asMap.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * An identifier: a text, or an integer in its exact decimal form.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_RESPONSE} when there is none
   */
  public String identifier(String name) {
    Object value = asMap.get(name);
    if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
      return value.toString();
    }
    return text(name)
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.INVALID_RESPONSE)
                    .message("The provider's answer has no usable '" + name + "'.")
                    .build());
  }

  /** Whether a claim is asserted: JSON true, or the text "true" that some providers send. */
  public boolean asserted(String name) {
    Object value = asMap.get(name);
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }

  /** An e-mail address; empty unless {@link EmailAddress} accepts it. */
  public Optional<String> email(String name) {
    return text(name).flatMap(EmailAddress::parse);
  }

  /** An absolute http or https address; anything else counts as absent. */
  public Optional<URI> webUri(String name) {
    return text(name).flatMap(Claims::parseWebUri);
  }

  /** A nested object; empty claims when absent or of another type. */
  @SuppressWarnings("unchecked")
  public Claims object(String name) {
    return asMap.get(name) instanceof Map<?, ?> map ? new Claims((Map<String, Object>) map) : NONE;
  }

  /** The objects of a list; other elements are left out. */
  @SuppressWarnings("unchecked")
  public List<Claims> objects(String name) {
    return asMap.get(name) instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(element -> new Claims((Map<String, Object>) element))
            .toList()
        : List.of();
  }

  /** A list of texts, or one text as a list of one; other elements are left out. */
  public List<String> texts(String name) {
    Object value = asMap.get(name);
    if (value instanceof List<?> list) {
      return list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
    return text(name).map(List::of).orElse(List.of());
  }

  /** Names only. */
  @Override
  public String toString() {
    return "Claims" + asMap.keySet();
  }

  private static Optional<URI> parseWebUri(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
