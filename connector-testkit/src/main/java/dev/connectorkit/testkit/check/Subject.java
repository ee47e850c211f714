package dev.connectorkit.testkit.check;

import dev.connectorkit.host.KitVersion;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginJar;
import dev.connectorkit.host.plugin.TrustFile;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import java.nio.file.Path;
import java.time.Duration;

/** The plugin under test, judged and loaded by the host's own code, as in production. */
final class Subject implements AutoCloseable {

  private static final Duration LOADING = Duration.ofSeconds(20);

  private final LoadedPlugin plugin;
  private final ConnectorMetadata metadata;
  private final CompiledSchema schema;

  Subject(LoadedPlugin plugin, ConnectorMetadata metadata, CompiledSchema schema) {
    this.plugin = plugin;
    this.metadata = metadata;
    this.schema = schema;
  }

  /** Judges a jar without running any of its code. */
  static PluginJar judge(Path jar) throws UnusablePluginException {
    Path folder = jar.toAbsolutePath().getParent();
    return new PluginFolder(folder, KitVersion.current(), TrustFile.none()).judgeForeign(jar);
  }

  /** Judges and loads a jar; asks its code nothing but to make its factory. */
  static LoadedPlugin load(Path jar) throws UnusablePluginException {
    return LoadedPlugin.load(judge(jar), LOADING);
  }

  ConnectorFactory factory() {
    return plugin.factory();
  }

  ConnectorMetadata metadata() {
    return metadata;
  }

  CompiledSchema schema() {
    return schema;
  }

  PluginThread thread() {
    return new PluginThread(loader());
  }

  ClassLoader loader() {
    return plugin.factory().getClass().getClassLoader();
  }

  boolean can(Capability capability) {
    return metadata.capabilities().contains(capability);
  }

  @Override
  public void close() {
    plugin.close();
  }
}
