package dev.connectorkit.testkit.check;

import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How far loading a jar got, by the host's own code.
 *
 * @param problem why a host refuses the jar; null when it does not
 * @param plugin the loaded code; null when it was not loaded
 * @param metadata how {@code metadata()} ended; null when it was not asked
 * @param configSchema how {@code configSchema()} ended; null when it was not asked
 * @param schemaFault why the schema cannot be compiled; null when it can
 * @param subject all of it, where nothing went wrong
 */
record Loading(
    @Nullable PluginProblem problem,
    @Nullable LoadedPlugin plugin,
    @Nullable Outcome<ConnectorMetadata> metadata,
    @Nullable Outcome<ConfigSchema> configSchema,
    @Nullable String schemaFault,
    @Nullable Subject subject)
    implements AutoCloseable {

  private static final Duration ASKING = Duration.ofSeconds(20);

  static Loading of(Path jar) {
    LoadedPlugin plugin;
    try {
      plugin = Subject.load(jar);
    } catch (UnusablePluginException e) {
      return new Loading(e.of(jar), null, null, null, null, null);
    }
    ConnectorFactory factory = plugin.factory();
    var thread = new PluginThread(factory.getClass().getClassLoader());
    Outcome<ConnectorMetadata> metadata = thread.call(ASKING, factory::metadata);
    Outcome<ConfigSchema> said = thread.call(ASKING, factory::configSchema);
    CompiledSchema schema = null;
    String fault = null;
    if (said.value() != null) {
      ConfigSchema text = said.value();
      Outcome<CompiledSchema> compiled = attempt(() -> CompiledSchema.compile(text));
      schema = compiled.value();
      fault = schema == null ? compiled.words() : null;
    }
    Subject subject =
        metadata.value() == null || schema == null
            ? null
            : new Subject(plugin, metadata.value(), schema);
    return new Loading(null, plugin, metadata, said, fault, subject);
  }

  /** Why rules about sign-ins cannot be judged; empty when they can. */
  Optional<String> obstacle() {
    if (problem != null) {
      return Optional.of("a host does not load the jar: " + problem.reason());
    }
    if (metadata != null && metadata.value() == null) {
      return Optional.of("metadata() " + metadata.words());
    }
    if (configSchema != null && configSchema.value() == null) {
      return Optional.of("configSchema() " + configSchema.words());
    }
    return Optional.ofNullable(schemaFault).map(fault -> "compiling the schema " + fault);
  }

  @Override
  public void close() {
    if (plugin != null) {
      plugin.close();
    }
  }

  private static <T> Outcome<T> attempt(Callable<T> code) {
    return new PluginThread(Loading.class.getClassLoader()).call(ASKING, code);
  }
}
