package dev.connectorkit.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The JSON Schema (draft-07) of a connector's config, as text. One schema drives validation, the
 * form, the documentation, secrecy and the origins a config may add.
 *
 * <p>Beside the standard keywords a property may carry:
 *
 * <ul>
 *   <li>{@code writeOnly: true}: a secret; reaches the connector as a {@link Secret} and is never
 *       shown again. Only at a property of type {@code string} that is not inside of an array
 *   <li>{@code x-order}: position in the form, ascending
 *   <li>{@code x-group}: heading the field stands under
 *   <li>{@code x-placeholder}: example shown in an empty field
 *   <li>{@code x-pattern-message}: what a text that {@code pattern} refuses must be, such as {@code
 *       must be 24 digits or letters from a to f.}; follows the name of the field
 *   <li>{@code x-multiline: true}: a text area
 *   <li>{@code x-show-if}: an object of property names and values; the field shows when all match;
 *       of an array of values one must match
 *   <li>{@code x-origin: true}: a URL, or an array of them, whose origin joins those in {@link
 *       ConnectorMetadata#origins()}. Only at a property of the root. Another origin than those is
 *       another provider: the instance then has a target of its own
 *   <li>{@code x-identity}: whether the property decides who the provider is, or which of its names
 *       for a person is the identifier. Such a value stays as it is once people may have signed in.
 *       Only at a property of the root that is no secret; {@code true} unless given where {@code
 *       x-origin} is
 * </ul>
 *
 * <p>There are no references ({@code $ref}): forms, defaults and secrets are read from the schema
 * as it stands.
 *
 * @param json the schema
 */
public record ConfigSchema(String json) {

  public ConfigSchema {
    if (json.isBlank()) {
      throw new IllegalArgumentException("A config schema must not be blank.");
    }
  }

  /** Reads the schema from the jar of a class, relative to that class, in UTF-8. */
  public static ConfigSchema fromResource(Class<?> anchor, String name) {
    return new ConfigSchema(new String(JarResource.read(anchor, name), UTF_8));
  }
}
