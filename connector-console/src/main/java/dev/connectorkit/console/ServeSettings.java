package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.host.signin.SealingKeys;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a console is started with.
 *
 * @param listen an address of this machine
 * @param port 0 for any that is free, when it listens on loopback
 * @param baseUrl where browsers reach it; empty for this machine's own browsers
 * @param plugins the folder of connector jars
 * @param trustFile names the only jars that may be loaded
 * @param keys what stored secrets are sealed under
 * @param sources where it is configured from besides the database
 * @param allowUpload whether the operator's pages may change plugins
 * @param watch what it tells of itself
 * @param front what stands between it and browsers
 * @param tryOut what it has for those who try it out
 */
record ServeSettings(
    String listen,
    int port,
    Optional<URI> baseUrl,
    Path plugins,
    Optional<Path> trustFile,
    DatabaseSettings database,
    SealingKeys keys,
    SourceSettings sources,
    boolean allowUpload,
    WatchSettings watch,
    FrontSettings front,
    TryOut tryOut) {

  private static final int MAX_PORT = 65_535;

  /** One that is configured by its database alone, with the page on which people see themselves. */
  ServeSettings(
      String listen,
      int port,
      Optional<URI> baseUrl,
      Path plugins,
      Optional<Path> trustFile,
      DatabaseSettings database,
      SealingKeys keys) {
    this(
        listen,
        port,
        baseUrl,
        plugins,
        trustFile,
        database,
        keys,
        SourceSettings.none(),
        false,
        WatchSettings.defaults(),
        FrontSettings.defaults(),
        TryOut.PROFILE_PAGE);
  }

  ServeSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new SettingException("--port must be between 0 and 65535.");
    }
    if (tryOut == TryOut.PRACTICE && !loopback(listen)) {
      throw new SettingException(
          "--practice is for this machine only: everybody can sign in at its provider. Leave"
              + " --listen out.");
    }
  }

  boolean loopback() {
    return loopback(listen);
  }

  private static boolean loopback(String listen) {
    try {
      return InetAddress.getByName(listen).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingException("--listen must be an address of this machine, such as 0.0.0.0.");
    }
  }

  /**
   * @param actualPort the port it listens on
   * @throws SettingException when it is given, and no plain address of a site
   */
  URI publicUrl(int actualPort) {
    URI url = baseUrl.orElse(URI.create("http://localhost:" + actualPort));
    String path = url.getRawPath();
    if (url.getHost() == null || (path != null && !path.isEmpty() && !path.equals("/"))) {
      throw new SettingException(
          "--base-url must be the address of the whole site, such as https://sign-in.example.com.");
    }
    return url;
  }
}
