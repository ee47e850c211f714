package dev.connectorkit.host.plugin;

import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.RuntimeMode;

/** PF4J, set to one jar and to the allow-list class loader. Not safe for use by many threads. */
final class ConnectorPluginManager extends DefaultPluginManager {

  ConnectorPluginManager(Path folder) {
    super(folder);
    // What a plugin requires was held against the kit's version before; 0.0.0 means no check.
    setSystemVersion("0.0.0");
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT;
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new ManifestPluginDescriptorFinder();
  }

  @Override
  protected PluginRepository createPluginRepository() {
    return new JarPluginRepository(getPluginsRoots());
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new IsolatingLoader(this);
  }

  /** Opens a jar with the allow-list class loader. */
  private static final class IsolatingLoader extends JarPluginLoader {

    IsolatingLoader(PluginManager manager) {
      super(manager);
    }

    @Override
    public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
      return new ConnectorClassLoader(
          pluginManager, descriptor, ConnectorPluginManager.class.getClassLoader(), path.toFile());
    }
  }
}
