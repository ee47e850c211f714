package dev.connectorkit.host.plugin;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * Keeps a connector apart: it sees the JDK, the SPI and the building blocks, and otherwise only its
 * own jar. So a connector may bundle any version of any library, and can reach no class of the
 * host.
 */
final class ConnectorClassLoader extends PluginClassLoader {

  private static final List<String> FROM_HOST =
      List.of("dev.connectorkit.spi.", "dev.connectorkit.oauth.", "org.pf4j.", "org.slf4j.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;
  private final String name;

  ConnectorClassLoader(
      PluginManager manager, PluginDescriptor descriptor, ClassLoader host, File jar) {
    super(manager, descriptor, ClassLoader.getPlatformClassLoader());
    this.host = host;
    this.name = descriptor.getPluginId() + " " + descriptor.getVersion();
    addFile(jar);
  }

  @Override
  public Class<?> loadClass(String className) throws ClassNotFoundException {
    return loadClass(className, false);
  }

  /** Asks the platform first, and then this jar, as every class loader with a parent does. */
  @Override
  protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
    return FROM_HOST.stream().anyMatch(className::startsWith)
        ? host.loadClass(className)
        : super.loadClass(className, resolve);
  }

  @Override
  public @Nullable URL getResource(String resource) {
    return findResource(resource);
  }

  @Override
  public Enumeration<URL> getResources(String resource) throws IOException {
    return findResources(resource);
  }

  @Override
  public String toString() {
    return "ConnectorClassLoader[" + name + "]";
  }
}
