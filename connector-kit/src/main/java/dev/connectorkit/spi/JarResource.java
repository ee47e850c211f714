package dev.connectorkit.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;

/** Reads a resource beside a class without leaving the jar open. */
final class JarResource {

  private static final int MAX_BYTES = 1024 * 1024;

  private JarResource() {}

  static byte[] read(Class<?> anchor, String name) {
    URL url = anchor.getResource(name);
    if (url == null) {
      throw new IllegalArgumentException(
          "The resource '" + name + "' is not beside " + anchor.getName() + " in its jar.");
    }
    try {
      URLConnection connection = url.openConnection();
      // A cached jar: connection keeps the jar open after its class loader is closed.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
          throw new IllegalArgumentException("The resource '" + name + "' is over 1 MiB.");
        }
        return content;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The resource '" + name + "' cannot be read.", e);
    }
  }
}
