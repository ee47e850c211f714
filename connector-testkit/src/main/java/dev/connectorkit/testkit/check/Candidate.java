package dev.connectorkit.testkit.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A file that says it is a connector plugin.
 *
 * @param jar the file, absolute
 * @param pluginId what its manifest says; empty when it says nothing
 * @param version what its manifest says; empty when it says nothing
 * @param sha256 hash of the file, in hexadecimal
 */
public record Candidate(Path jar, String pluginId, String version, String sha256) {

  /**
   * Looks at a file, and runs none of its code.
   *
   * @throws UnusableCandidateException when there is no file, it is no jar, or the jar says in no
   *     way that it is a plugin
   */
  public static Candidate of(Path path) throws UnusableCandidateException {
    Path file = path.toAbsolutePath().normalize();
    if (Files.isDirectory(file)) {
      throw new UnusableCandidateException(
          path + " is a folder. Name the connector's jar, for example target/my-connector.jar.");
    }
    if (!Files.exists(file)) {
      throw new UnusableCandidateException(
          "There is no file " + path + ". Build the connector first, or correct the path.");
    }
    if (!Files.isReadable(file)) {
      throw new UnusableCandidateException(
          path + " cannot be read. Give this user read access to it.");
    }
    try (var jar = new JarFile(file.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String id = value(main, "Plugin-Id");
      if (id.isEmpty() && jar.getEntry("META-INF/extensions.idx") == null) {
        throw new UnusableCandidateException(
            path
                + " is not a connector plugin: its manifest has no Plugin-Id, and it has no"
                + " META-INF/extensions.idx.");
      }
      return new Candidate(file, id, value(main, "Plugin-Version"), sha256(file));
    } catch (IOException | SecurityException e) {
      throw new UnusableCandidateException(
          path + " is not a readable jar. Build it again, or copy it again completely.");
    }
  }

  private static String value(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null ? "" : value.strip();
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
