package dev.connectorkit.console.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.json.StrictJson;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Instances and applications as one JSON document, whose schema is {@code
 * instances-file-1.schema.json}.
 *
 * @param applications empty when the document does not say
 */
public record InstancesFile(
    List<InstanceEntry> instances, Optional<List<ApplicationEntry>> applications) {

  /** How large one may be, in bytes. */
  public static final int MAX_BYTES = 500_000;

  private static final String FORMAT = "connectorkit-instances";
  private static final int VERSION = 1;
  private static final int MAX_DEPTH = 20;
  private static final CompiledSchema SCHEMA =
      CompiledSchema.compile(new ConfigSchema(resource("instances-file-1.schema.json")));
  private static final JsonMapper JSON = StrictJson.mapper(MAX_DEPTH);

  public InstancesFile {
    instances = List.copyOf(instances);
    applications = applications.map(List::copyOf);
  }

  /** Of instances alone. */
  public InstancesFile(List<InstanceEntry> instances) {
    this(instances, Optional.empty());
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems, each
   *     with its pointer into the document; no value is in any of them
   */
  public static InstancesFile parse(String text) {
    if (text.length() > MAX_BYTES || text.getBytes(UTF_8).length > MAX_BYTES) {
      throw refused(
          List.of(new ConfigProblem("", "maxLength", "It is over " + MAX_BYTES + " bytes.")));
    }
    Map<String, Object> document = read(text);
    requireVersion(document);
    try {
      SCHEMA.validate(document);
    } catch (ConnectorException e) {
      throw refused(e.problems());
    }
    var problems = new ArrayList<ConfigProblem>();
    List<InstanceEntry> instances =
        all(document.get("instances")).stream().map(InstancesFile::entry).toList();
    requireDistinct(
        instances.stream().map(InstanceEntry::id).toList(), "/instances/", "/id", problems);
    Optional<List<ApplicationEntry>> applications =
        Optional.ofNullable(document.get("applications"))
            .map(list -> all(list).stream().map(InstancesFile::application).toList());
    requireDistinct(
        applications.orElse(List.of()).stream().map(ApplicationEntry::clientId).toList(),
        "/applications/",
        "/clientId",
        problems);
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    return new InstancesFile(instances, applications);
  }

  /** The document, for people and programs. */
  public String text() {
    var document = new LinkedHashMap<String, Object>();
    document.put("format", FORMAT);
    document.put("version", VERSION);
    document.put("instances", instances.stream().map(InstancesFile::document).toList());
    applications.ifPresent(
        list -> document.put("applications", list.stream().map(InstancesFile::document).toList()));
    try {
      return JSON.writer(
                  new DefaultPrettyPrinter()
                      .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
              .writeValueAsString(document)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Instances are JSON-shaped.", e);
    }
  }

  /** A refusal of a whole file. */
  public static ConnectorException refused(List<ConfigProblem> problems) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message(
            "The file of instances cannot be used. "
                + problems.get(0).message()
                + (problems.size() > 1 ? " There is more: " + problems.size() + " in all." : ""))
        .problems(problems)
        .build();
  }

  private static Map<String, Object> document(InstanceEntry entry) {
    var document = new LinkedHashMap<String, Object>();
    document.put("id", entry.id());
    document.put("connector", entry.connectorId());
    if (!entry.displayName().isEmpty()) {
      document.put("name", entry.displayName());
    }
    document.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    document.put("config", entry.config());
    entry.secrets().ifPresent(places -> document.put("secrets", places.stream().sorted().toList()));
    entry
        .logos()
        .ifPresent(
            logos -> {
              var texts = new LinkedHashMap<String, String>();
              for (Variant variant : Variant.values()) {
                if (logos.containsKey(variant)) {
                  texts.put(variant.code(), logos.get(variant));
                }
              }
              document.put("logos", texts);
            });
    return document;
  }

  private static Map<String, Object> document(ApplicationEntry entry) {
    var document = new LinkedHashMap<String, Object>();
    document.put("clientId", entry.clientId());
    document.put("name", entry.name());
    document.put("redirectUris", entry.redirectUris());
    document.put("instances", entry.instances());
    return document;
  }

  private static ApplicationEntry application(Map<?, ?> document) {
    return new ApplicationEntry(
        String.valueOf(document.get("clientId")),
        String.valueOf(document.get("name")),
        texts(document.get("redirectUris")),
        texts(document.get("instances")));
  }

  private static List<Map<?, ?>> all(@Nullable Object list) {
    return ((List<?>) list).stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
  }

  private static List<String> texts(@Nullable Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  private static void requireDistinct(
      List<String> ids, String list, String member, List<ConfigProblem> problems) {
    var seen = new HashSet<String>();
    for (int i = 0; i < ids.size(); i++) {
      if (!seen.add(ids.get(i))) {
        problems.add(
            new ConfigProblem(
                list + i + member,
                "uniqueItems",
                "The id '" + ids.get(i) + "' is there twice. Give one of them another."));
      }
    }
  }

  private static Optional<Map<Variant, String>> logos(@Nullable Object document) {
    if (!(document instanceof Map<?, ?> texts)) {
      return Optional.empty();
    }
    var logos = new EnumMap<Variant, String>(Variant.class);
    for (Variant variant : Variant.values()) {
      if (texts.get(variant.code()) instanceof String text) {
        logos.put(variant, text);
      }
    }
    return Optional.of(logos);
  }

  private static InstanceEntry entry(Map<?, ?> document) {
    Optional<Set<String>> secrets = Optional.empty();
    if (document.get("secrets") instanceof List<?> places) {
      var all = new LinkedHashSet<String>();
      places.forEach(place -> all.add(String.valueOf(place)));
      secrets = Optional.of(all);
    }
    return new InstanceEntry(
        String.valueOf(document.get("id")),
        String.valueOf(document.get("connector")),
        document.get("name") instanceof String name ? name : "",
        StoredInstance.State.valueOf(
            String.valueOf(document.get("state")).toUpperCase(Locale.ROOT)),
        SplitConfig.copy(SplitConfig.object(document.get("config"))),
        secrets,
        logos(document.get("logos")));
  }

  private static Map<String, Object> read(String text) {
    try {
      Map<String, Object> document =
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (document != null) {
        return document;
      }
    } catch (JsonProcessingException e) {
      // Not the parser's message: it quotes the text.
      String place = StrictJson.place(e).map(at -> " See " + at + ".").orElse("");
      throw refused(List.of(notJson(place)));
    } catch (NumberFormatException e) {
      throw refused(List.of(notJson(" See its numbers.")));
    }
    throw refused(List.of(notJson("")));
  }

  private static ConfigProblem notJson(String place) {
    return new ConfigProblem("", "type", "It is no complete JSON object." + place);
  }

  /** First of all: what else a later version has is of no interest. */
  private static void requireVersion(Map<String, Object> document) {
    if (FORMAT.equals(document.get("format"))
        && document.get("version") instanceof Number version
        && version.doubleValue() > VERSION) {
      throw refused(
          List.of(
              new ConfigProblem(
                  "/version",
                  "const",
                  "It was written by a later version of the console, which has to read it.")));
    }
  }

  private static String resource(String name) {
    try (InputStream stream = InstancesFile.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The schema is missing.");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
