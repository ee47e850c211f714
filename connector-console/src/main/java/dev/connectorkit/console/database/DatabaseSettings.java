package dev.connectorkit.console.database;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which database to use.
 *
 * @param url a JDBC URL without credentials
 * @param user empty for the embedded database
 * @param file the database itself, when it is one that only this program opens
 */
public record DatabaseSettings(
    String url, Optional<String> user, Optional<Secret> password, Optional<Path> file) {

  // Some properties of the driver name classes to load or files to read.
  private static final Set<String> ALLOWED =
      new TreeSet<>(
          List.of(
              "sslmode",
              "sslrootcert",
              "sslcert",
              "sslkey",
              "channelBinding",
              "currentSchema",
              "targetServerType"));
  private static final Pattern POSTGRESQL =
      Pattern.compile("jdbc:postgresql://[A-Za-z0-9.:,_\\[\\]-]+/[A-Za-z0-9_-]+(?:\\?(.*))?");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_./-]*");

  static final String EMBEDDED =
      String.join(
          "",
          // What is committed is written before anybody hears of it: the process may be killed.
          ";WRITE_DELAY=0",
          // Nothing is moved about in the file while the program ends: it may be killed then, too.
          ";MAX_COMPACT_TIME=0",
          ";LOCK_TIMEOUT=2000",
          // One place closes it, after the last request.
          ";DB_CLOSE_ON_EXIT=FALSE",
          // What fails is in the log of the program already.
          ";TRACE_LEVEL_FILE=0");

  /** A file in this folder, made when it is not there. */
  public static DatabaseSettings embeddedIn(Path folder) {
    Path file = embeddedFile(folder);
    String name = file.resolveSibling("console").toString();
    if (name.contains(";")) {
      throw new SettingException("The path of the data folder must have no ';' in it: " + name);
    }
    return new DatabaseSettings(
        "jdbc:h2:retry:" + name + EMBEDDED, Optional.empty(), Optional.empty(), Optional.of(file));
  }

  /** The file of the embedded database in a folder. */
  public static Path embeddedFile(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("console.mv.db");
  }

  public boolean embedded() {
    return file.isPresent();
  }

  /**
   * @throws SettingException when the URL is not one of PostgreSQL with the allowed properties
   */
  public static DatabaseSettings postgresql(
      String url, Optional<String> user, Optional<Secret> password) {
    Matcher parts = POSTGRESQL.matcher(url);
    // The URL itself is not quoted: people put passwords into it.
    if (!parts.matches()) {
      throw new SettingException(
          "The database must be jdbc:postgresql://host:port/name. User and password are settings"
              + " of their own: CONSOLE_DATABASE_USER and CONSOLE_DATABASE_PASSWORD.");
    }
    String query = Optional.ofNullable(parts.group(1)).orElse("");
    for (String pair : Arrays.asList(query.split("&"))) {
      String[] nameAndValue = pair.split("=", 2);
      if (!query.isEmpty()
          && (nameAndValue.length < 2
              || !ALLOWED.contains(nameAndValue[0])
              || !VALUE.matcher(nameAndValue[1]).matches())) {
        throw new SettingException(
            "The URL of the database may only have these properties: "
                + String.join(", ", ALLOWED)
                + ".");
      }
    }
    return new DatabaseSettings(url, user, password, Optional.empty());
  }
}
