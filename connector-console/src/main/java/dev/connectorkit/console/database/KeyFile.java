package dev.connectorkit.console.database;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The keys that stored secrets are sealed under, as text: one {@code id key} a line, or several
 * with commas between; the first seals and all open.
 */
public final class KeyFile {

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final int MAX_BYTES = 64 * 1024;

  private KeyFile() {}

  /**
   * @throws SettingException when a line is no id and key
   */
  public static SealingKeys parse(Secret text) {
    SealingKeys keys = null;
    try {
      for (String line : List.of(text.reveal().split("[\\r\\n,]"))) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 2) {
          throw new SettingException(
              "Each sealing key is a line of its own: its id, then the key.");
        }
        Secret key = Secret.of(parts[1]);
        keys = keys == null ? SealingKeys.of(parts[0], key) : keys.opening(parts[0], key);
      }
    } catch (ConnectorException e) {
      throw new SettingException(e.getMessage());
    }
    if (keys == null) {
      throw new SettingException("There is no sealing key. Make one: openssl rand -base64 32");
    }
    return keys;
  }

  /**
   * @throws SettingException when it cannot be read, or others than its owner may read it
   */
  public static SealingKeys read(Path file) {
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_BYTES) {
        throw new SettingException("The key file '" + file + "' is too large for one.");
      }
      String text = Files.readString(file);
      if (text.isBlank()) {
        throw new SettingException("The key file '" + file + "' is empty.");
      }
      return parse(Secret.of(text));
    } catch (IOException e) {
      throw new SettingException("The key file '" + file + "' cannot be read.");
    }
  }

  /**
   * Makes a file with one new key, unless it is there already. No two keys have the same id.
   *
   * @param database what is sealed under it
   * @throws SettingException when there is a database without the key that it was made with
   */
  public static void createIfMissing(Path file, Path database) {
    if (!Files.exists(file) && Files.exists(database)) {
      throw new SettingException(
          "The secrets in '%s' are sealed under the keys of '%s', and that file is gone. Put it back from where you keep a copy; or name another with --keys. To begin anew without what is stored, move the database away."
              .formatted(database, file));
    }
    var random = new SecureRandom();
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String line =
        "key-%s %s\n"
            .formatted(HexFormat.of().formatHex(id), Base64.getEncoder().encodeToString(key));
    try {
      Files.createFile(file, ownerOnly("rw-------"));
      Files.writeString(file, line, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      // Of an earlier start.
    } catch (IOException e) {
      throw new SettingException("The key file '" + file + "' cannot be written.");
    }
  }

  /** Makes a folder that only its owner can look into, unless it is there already. */
  public static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Files.createDirectory(folder, ownerOnly("rwx------"));
      }
    } catch (IOException e) {
      throw new SettingException("The data folder '" + folder + "' cannot be made.");
    }
  }

  static void keepForOwner(Path file) {
    try {
      if (posix()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new SettingException(
          "The file '" + file + "' cannot be kept from others: it must belong to this user.");
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!posix()) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    for (PosixFilePermission others :
        List.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE)) {
      if (permissions.contains(others)) {
        throw new SettingException(
            "Everybody on this machine can read the key file. Run: chmod 600 " + file);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
