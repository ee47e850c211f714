package dev.connectorkit.testkit.shape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.shape.WireShape.Client;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.shape.WireShape.ExpectedProfile;
import dev.connectorkit.testkit.shape.WireShape.IdToken;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import dev.connectorkit.testkit.shape.WireShape.Provider;
import dev.connectorkit.testkit.shape.WireShape.ResponseMode;
import dev.connectorkit.testkit.shape.WireShape.TokenResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Finds, checks and reads wire-shape files. */
public final class WireShapeFile {

  /** Where a jar holds its own. */
  public static final String ENTRY = "META-INF/connector-kit/wire-shape.json";

  /** What stands in place of {@code .jar} in the name of a file beside the jar. */
  public static final String SUFFIX = ".wire-shape.json";

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MIN_SECRET = 12;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private WireShapeFile() {}

  /**
   * The text for a jar: from the file beside it, else from inside of it.
   *
   * @throws InvalidWireShapeException when there is none, or it is not usable
   */
  public static String textFor(Path jar) throws InvalidWireShapeException {
    String name = jar.getFileName().toString();
    Path beside = jar.resolveSibling(name.replaceFirst("\\.jar$", "") + SUFFIX);
    if (Files.exists(beside)) {
      return text(beside);
    }
    try (var content = new JarFile(jar.toFile())) {
      ZipEntry entry = content.getEntry(ENTRY);
      if (entry == null) {
        throw new InvalidWireShapeException(
            "There is no wire-shape file for %s: put one at %s in the jar, beside it as %s, or name it with --shape."
                .formatted(name, ENTRY, beside.getFileName()));
      }
      try (InputStream in = content.getInputStream(entry)) {
        String text = new String(in.readNBytes(MAX_BYTES), UTF_8);
        parse(text, ENTRY);
        return text;
      }
    } catch (IOException e) {
      throw new InvalidWireShapeException("The jar " + name + " cannot be read.");
    }
  }

  /**
   * The text of a file.
   *
   * @throws InvalidWireShapeException when it cannot be read, or is not usable
   */
  public static String text(Path file) throws InvalidWireShapeException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new InvalidWireShapeException("The wire-shape file " + file + " cannot be read.");
    }
    parse(text, file.getFileName().toString());
    return text;
  }

  /**
   * The shape in a file.
   *
   * @throws InvalidWireShapeException when it cannot be read, or is not usable
   */
  public static WireShape read(Path file) throws InvalidWireShapeException {
    return parse(text(file));
  }

  /**
   * The shape that a text describes.
   *
   * @throws InvalidWireShapeException when it is not usable
   */
  public static WireShape parse(String json) throws InvalidWireShapeException {
    return parse(json, "The wire shape");
  }

  /** The JSON Schema of these files. */
  public static String schema() {
    try (InputStream in = WireShapeFile.class.getResourceAsStream("wire-shape.schema.json")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * The shape that a text describes.
   *
   * @param name what to call the text in a message
   * @throws InvalidWireShapeException when it is not usable
   */
  public static WireShape parse(String json, String name) throws InvalidWireShapeException {
    Raw raw;
    try {
      Map<String, Object> tree = MAPPER.readValue(json, new TypeReference<>() {});
      SchemaLoader.builder()
          .draftV7Support()
          .schemaJson(new JSONObject(schema()))
          .build()
          .load()
          .build()
          .validate(new JSONObject(tree));
      raw = MAPPER.convertValue(tree, Raw.class);
    } catch (JsonProcessingException e) {
      throw new InvalidWireShapeException(
          name + " does not hold one JSON object; look at " + where(e) + ".");
    } catch (NumberFormatException e) {
      // What the parser says of an exponent of too many digits.
      throw new InvalidWireShapeException(name + " has a number that cannot be read.");
    } catch (ValidationException e) {
      throw new InvalidWireShapeException(
          name + " is not a wire-shape file: " + String.join("; ", e.getAllMessages()) + ".");
    }
    WireShape shape = raw.shape();
    check(shape, name);
    return shape;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "its content"
        : "line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static void check(WireShape shape, String name) throws InvalidWireShapeException {
    if (!(JsonPointers.get(shape.config(), shape.client().id()) instanceof String)) {
      throw new InvalidWireShapeException(
          name + ": /client/id does not point at a text in /config.");
    }
    String secret = shape.client().secret();
    boolean none = shape.client().authentication() == WireShape.Authentication.NONE;
    if (none != (secret == null)) {
      throw new InvalidWireShapeException(
          name
              + (none
                  ? ": /client/secret stands there although the client has no secret."
                  : ": /client/secret is missing."));
    }
    if (secret != null
        && !(JsonPointers.get(shape.config(), secret) instanceof String text
            && text.length() >= MIN_SECRET)) {
      throw new InvalidWireShapeException(
          name
              + ": /client/secret does not point at a text of at least "
              + MIN_SECRET
              + " characters in /config.");
    }
    for (var source : shape.sources().entrySet()) {
      DocumentPointer at = source.getValue();
      if (JsonPointers.get(shape.document(at.document()), at.pointer()) == null) {
        throw new InvalidWireShapeException(
            name + ": /sources names '" + at + "', where there is nothing.");
      }
    }
    if (shape.provider().userInfo() == null && shape.idToken().isEmpty()) {
      throw new InvalidWireShapeException(
          name + ": there is neither a userinfo address nor an ID Token to know the person by.");
    }
    if (shape.idToken().isPresent()
        && (shape.provider().issuer() == null || shape.provider().jwks() == null)) {
      throw new InvalidWireShapeException(
          name + ": a provider with ID Tokens needs /provider/issuer and /provider/jwks.");
    }
  }

  /** The file as it is written. */
  private record Raw(
      @com.fasterxml.jackson.annotation.JsonProperty("$schema") @Nullable String dollarSchema,
      Map<String, Object> config,
      Client client,
      Provider provider,
      @Nullable ResponseMode responseMode,
      @Nullable Map<String, String> callback,
      @Nullable TokenResponse tokenResponse,
      @Nullable IdToken idToken,
      @Nullable Map<String, Object> userInfo,
      @Nullable Map<String, Object> resources,
      ExpectedProfile profile,
      @Nullable Map<ProfileMember, String> sources,
      @Nullable Map<String, String> endpointProperties) {

    WireShape shape() {
      var documents = new LinkedHashMap<String, Object>();
      if (userInfo != null) {
        documents.put(DocumentPointer.USER_INFO, userInfo);
      }
      if (idToken != null) {
        documents.put(DocumentPointer.ID_TOKEN, new IdToken(null, idToken.claims()).claims());
      }
      documents.putAll(orEmpty(resources));
      return new WireShape(
          config,
          client,
          provider,
          responseMode == null ? ResponseMode.QUERY : responseMode,
          orEmpty(callback),
          tokenResponse == null ? new TokenResponse(null, null, null) : tokenResponse,
          Optional.ofNullable(idToken),
          orEmpty(userInfo),
          orEmpty(resources),
          profile,
          ProfileSources.find(documents, profile, orEmpty(sources)),
          orEmpty(endpointProperties));
    }

    private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
      return map == null ? Map.of() : map;
    }
  }
}
