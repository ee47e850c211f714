package dev.connectorkit.testkit.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What is wrong with a plugin jar, in the words of its author's files. */
final class PluginJarReview {

  private static final String SOURCES = "src/main/resources/";

  private final Path path;
  private final JarContent jar;

  PluginJarReview(Path path) throws IOException {
    this.path = path;
    this.jar = JarContent.read(path);
  }

  /**
   * What a host has against it.
   *
   * @param folder an empty one, for the host
   */
  List<Complaint> loading(Path folder) throws IOException {
    Files.copy(path, folder.resolve(path.getFileName()));
    try (ConnectorHost host =
        ConnectorHost.builder()
            .plugins(folder)
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      return host.plugins().problems().stream()
          .map(problem -> new Complaint("", String.valueOf(problem)))
          .toList();
    }
  }

  /**
   * Why a host does not load it: what is wrong in the author's files, and what the host says where
   * nothing is.
   *
   * @param folder an empty one, for the host
   */
  List<Complaint> refusal(Path folder) throws IOException {
    List<Complaint> told = loading(folder);
    if (told.isEmpty()) {
      return List.of();
    }
    var precise = new ArrayList<Complaint>(missingClasses());
    precise.addAll(factory());
    precise.addAll(schema());
    precise.addAll(logos());
    return precise.isEmpty() ? told : precise;
  }

  /** What its factory throws in place of a description. */
  List<Complaint> factory() {
    return FactoryFailure.in(path).stream().toList();
  }

  boolean hasLogoForDarkPages() {
    var dark = new AtomicBoolean();
    FactoryFailure.describe(path, metadata -> dark.set(metadata.logoDark().isPresent()));
    return dark.get();
  }

  List<Complaint> services() {
    return jar.extensions().equals(jar.services())
        ? List.of()
        : List.of(
            new Complaint(
                SOURCES + "META-INF/services/dev.connectorkit.spi.ConnectorFactory",
                "It names "
                    + jar.services()
                    + ", and META-INF/extensions.idx "
                    + jar.extensions()
                    + ". Both must name the one class with @Extension."));
  }

  List<Complaint> classVersions() {
    return jar.classesNewerThan(17).stream()
        .map(name -> new Complaint("", "Compile with --release 17: " + name))
        .toList();
  }

  List<Complaint> missingClasses() {
    return MissingClasses.of(path, jar.extensions()).stream()
        .map(
            name ->
                new Complaint(
                    "",
                    "The connector needs "
                        + name
                        + ", and neither its jar nor a host has it: a host gives a connector the"
                        + " JDK, the kit, PF4J and SLF4J. Put other libraries into the jar with"
                        + " maven-shade-plugin."))
        .toList();
  }

  List<Complaint> moduleName() {
    List<String> packages =
        jar.extensions().stream().map(name -> name.replaceFirst("\\.[^.]*$", "")).toList();
    return packages.equals(List.of(jar.moduleName()))
        ? List.of()
        : List.of(
            new Complaint(
                "pom.xml",
                "The property connector.package is '%s', and the factory is in %s."
                    .formatted(jar.moduleName(), packages)));
  }

  List<Complaint> schema() {
    var complaints = new ArrayList<Complaint>();
    files(".json")
        .forEach(
            (name, content) ->
                complaints.addAll(SchemaReview.of(SOURCES + name, new String(content, UTF_8))));
    return complaints;
  }

  /** Shows each picture to a host, as a logo. */
  List<Complaint> logos() {
    Map<String, byte[]> pictures = new TreeMap<>(files(".svg"));
    pictures.putAll(files(".png"));
    var complaints = new ArrayList<Complaint>();
    pictures.forEach(
        (name, content) -> {
          String mediaType = name.endsWith(".svg") ? "image/svg+xml" : "image/png";
          try (ConnectorHost host =
              ConnectorHost.builder()
                  .connector(new Bearer(new Logo(mediaType, content)))
                  .publicBaseUrl(URI.create("https://app.example"))
                  .open()) {
            host.connectors();
          } catch (ConnectorException | IllegalArgumentException e) {
            complaints.add(new Complaint(SOURCES + name, String.valueOf(e.getMessage())));
          }
        });
    return complaints;
  }

  /** The files of this kind in the factory's package and below, by name. */
  private Map<String, byte[]> files(String suffix) {
    List<String> homes =
        jar.extensions().stream()
            .map(name -> name.replaceFirst("[^.]*$", "").replace('.', '/'))
            .toList();
    var files = new TreeMap<String, byte[]>();
    try (var content = new JarFile(path.toFile())) {
      for (JarEntry entry : content.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(suffix) && homes.stream().anyMatch(name::startsWith)) {
          try (InputStream in = content.getInputStream(entry)) {
            files.put(name, in.readAllBytes());
          }
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connector that is nothing but its logo. */
  private record Bearer(Logo logo) implements ConnectorFactory {

    @Override
    public ConnectorMetadata metadata() {
      return ConnectorMetadata.builder("review")
          .target("review")
          .name(LocalizedText.english("Review"))
          .description(LocalizedText.english("Review"))
          .logo(logo)
          .readme("Review")
          .build();
    }

    @Override
    public ConfigSchema configSchema() {
      return new ConfigSchema("{\"type\": \"object\"}");
    }

    @Override
    public Connector create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException("There is nothing behind this logo.");
    }
  }
}
