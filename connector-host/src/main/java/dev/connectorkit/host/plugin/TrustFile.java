package dev.connectorkit.host.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's list of the jars that may run: {@code {"plugins": [{"id": "…", "version": "…",
 * "sha256": "…"}]}}. Where there is one, anything it does not name is refused. Read anew whenever
 * jars are judged, so that a jar can be trusted or no longer trusted while the host runs.
 */
public final class TrustFile {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build()
          .readerFor(Content.class);

  private final @Nullable Path file;

  private TrustFile(@Nullable Path file) {
    // A message that names it must not depend on where this process was started.
    this.file = file == null ? null : file.toAbsolutePath();
  }

  /** Trusts what this file names. */
  public static TrustFile of(Path file) {
    return new TrustFile(file);
  }

  /** Trusts every jar of the folder: whoever may write to it decides. */
  public static TrustFile none() {
    return new TrustFile(null);
  }

  /**
   * Reads the file as it is now.
   *
   * @throws UnusablePluginException when it is missing or malformed; then nothing new may be loaded
   */
  Trusted read() throws UnusablePluginException {
    if (file == null) {
      return new Trusted(null, Set.of());
    }
    try (InputStream in = Files.newInputStream(file)) {
      @Nullable Content content = JSON.readValue(in.readNBytes(MAX_BYTES));
      if (content == null || content.plugins().contains(null)) {
        throw unusable("The trust file has null in place of content.");
      }
      for (Entry entry : content.plugins()) {
        if (!SHA256.matcher(entry.sha256()).matches()) {
          throw unusable(
              "The sha256 of '" + Foreign.text(entry.id()) + "' is not 64 lower-case hex digits.");
        }
      }
      return new Trusted(file, new HashSet<>(content.plugins()));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw unusable("The trust file is not as expected (line " + line + ").");
    } catch (IOException e) {
      throw unusable("The trust file cannot be read.");
    }
  }

  private UnusablePluginException unusable(String reason) {
    return new UnusablePluginException(
        Kind.BAD_TRUST_FILE,
        reason,
        "Write "
            + file
            + " as {\"plugins\": [{\"id\": …, \"version\": …, \"sha256\": …}]}. Until then no"
            + " further jar is loaded.");
  }

  /** The content of the file at one moment. */
  record Trusted(@Nullable Path file, Set<Entry> entries) {

    boolean names(PluginJar jar) {
      return file == null || entries.contains(new Entry(jar.id(), jar.version(), jar.sha256()));
    }

    void check(PluginJar jar) throws UnusablePluginException {
      if (!names(jar)) {
        throw new UnusablePluginException(
            Kind.NOT_TRUSTED,
            "The trust file does not name this jar.",
            "If you trust it, add {\"id\": \"%s\", \"version\": \"%s\", \"sha256\": \"%s\"} to %s."
                .formatted(jar.id(), jar.version(), jar.sha256(), file));
      }
    }
  }

  private record Content(List<Entry> plugins) {}

  /** One jar that may run. */
  record Entry(String id, String version, String sha256) {}
}
