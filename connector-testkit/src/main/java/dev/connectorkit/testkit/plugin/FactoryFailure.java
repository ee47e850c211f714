package dev.connectorkit.testkit.plugin;

import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Why a factory does not describe itself. A host keeps to itself what a plugin throws; its author
 * is shown it, with the file and line that it comes from.
 */
final class FactoryFailure {

  private FactoryFailure() {}

  /**
   * Asks the factory of a jar for metadata and schema, in this JVM and without a host.
   *
   * @return empty when it answers, or when there is no one factory to ask
   */
  static Optional<Complaint> in(Path jar) {
    return describe(jar, metadata -> {});
  }

  /** As {@link #in}; a factory that answers has its metadata looked at. */
  static Optional<Complaint> describe(Path jar, Consumer<ConnectorMetadata> look) {
    try (var loader =
        new URLClassLoader(
            new URL[] {jar.toUri().toURL()}, FactoryFailure.class.getClassLoader())) {
      JarContent content = JarContent.read(jar);
      if (content.extensions().size() != 1) {
        return Optional.empty();
      }
      return describe(loader, content.extensions().get(0), look);
    } catch (IOException e) {
      // The host tells that a jar cannot be read.
      return Optional.empty();
    }
  }

  private static Optional<Complaint> describe(
      ClassLoader loader, String name, Consumer<ConnectorMetadata> look) {
    try {
      var factory =
          (ConnectorFactory)
              Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
      ConnectorMetadata metadata = factory.metadata();
      factory.configSchema();
      look.accept(metadata);
      return Optional.empty();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable first = e;
      while (first.getCause() != null) {
        first = first.getCause();
      }
      return Optional.of(new Complaint(place(first, name), first.toString()));
    }
  }

  /** The innermost line of code in the factory's package, or else the factory. */
  private static String place(Throwable thrown, String factory) {
    String home = factory.substring(0, factory.lastIndexOf('.') + 1);
    return Arrays.stream(thrown.getStackTrace())
        .filter(at -> at.getClassName().startsWith(home))
        .findFirst()
        .map(at -> at.getFileName() + ":" + at.getLineNumber())
        .orElse(factory);
  }
}
