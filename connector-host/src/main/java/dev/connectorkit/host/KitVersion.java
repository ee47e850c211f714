package dev.connectorkit.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that a plugin's {@code Plugin-Requires} is held against. */
public final class KitVersion {

  private KitVersion() {}

  /** The version, for example {@code 0.1.0-SNAPSHOT}. */
  public static String current() {
    try (InputStream in = KitVersion.class.getResourceAsStream("kit.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("kit.properties is not readable", e);
    }
  }
}
