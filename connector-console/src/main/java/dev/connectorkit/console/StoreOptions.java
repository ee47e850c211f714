package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the database and its keys, which several commands have. */
final class StoreOptions {

  /** The key file of the embedded database, in its folder. */
  static final String OWN_KEYS = "keys";

  @Option(
      names = "--data",
      description =
          "The folder of the embedded database and its key; ${DEFAULT-VALUE} unless given.")
  private Path data = Path.of("data");

  @Option(
      names = "--database",
      description = "jdbc:postgresql://host:port/name, instead of the embedded database.")
  private @Nullable String database;

  @Option(
      names = {"--keys", "--keys-file"},
      description =
          "The file of the keys that secrets are sealed under; in the data folder unless given.")
  private @Nullable Path keys;

  /** Makes the folder of the embedded database and its key if need be. */
  DatabaseSettings database(Map<String, String> environment) {
    if (database == null) {
      KeyFile.createFolder(data);
      if (keys == null
          && text(environment, "CONSOLE_KEYS").isEmpty()
          && Files.notExists(DatabaseSettings.embeddedFile(data))) {
        ownKeys();
      }
      return DatabaseSettings.embeddedIn(data);
    }
    return DatabaseSettings.postgresql(
        database,
        text(environment, "CONSOLE_DATABASE_USER"),
        secret(environment, "CONSOLE_DATABASE_PASSWORD"));
  }

  /** Makes the key of the embedded database if need be. */
  SealingKeys keys(Map<String, String> environment) {
    Optional<Secret> given = text(environment, "CONSOLE_KEYS").map(Secret::of);
    if (given.isPresent()) {
      return KeyFile.parse(given.get());
    }
    if (keys != null) {
      return KeyFile.read(keys);
    }
    if (database != null) {
      throw new SettingException(
          "PostgreSQL needs keys that all consoles share. Put a line into a file that only this"
              + " user can read, such as: first $(openssl rand -base64 32), and name it with"
              + " --keys; or set CONSOLE_KEYS to that line.");
    }
    return KeyFile.read(ownKeys());
  }

  /** Also for a command that needs none: a database without a key is taken for one that lost it. */
  private Path ownKeys() {
    Path own = data.resolve(OWN_KEYS);
    KeyFile.createIfMissing(own, DatabaseSettings.embeddedFile(data));
    return own;
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** From a variable, or from the file that a variable of that name and _FILE names. */
  private static Optional<Secret> secret(Map<String, String> environment, String name) {
    Optional<String> file = text(environment, name + "_FILE");
    if (file.isEmpty()) {
      return text(environment, name).map(Secret::of);
    }
    try {
      String text = Files.readString(Path.of(file.get())).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    } catch (IOException e) {
      throw new SettingException("The file that " + name + "_FILE names cannot be read.");
    }
  }
}
