package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar's content in a file of this process alone. What is judged, hashed and loaded is this file:
 * whatever happens to the one in the folder afterwards changes nothing, and that one can be
 * overwritten or deleted at any time.
 *
 * @param origin the file in the folder
 * @param file the copy
 * @param sha256 hash of the content, in hexadecimal
 */
record PrivateCopy(Path origin, Path file, String sha256) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateCopy.class);
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  static PrivateCopy of(Path origin) throws UnusablePluginException {
    try (InputStream in = open(origin)) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      try {
        return copy(origin, in, folder);
      } catch (IOException e) {
        throw new UnusablePluginException(
            Kind.UNREADABLE,
            "No copy of it can be made in %s, the folder for temporary files."
                .formatted(folder.toAbsolutePath()),
            "Give this process a folder (-Djava.io.tmpdir) that it can write to, with room for all"
                + " jars.",
            e);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static InputStream open(Path origin) throws IOException, UnusablePluginException {
    // A huge file must not even be started on.
    if (Files.size(origin) > MAX_BYTES) {
      throw tooLarge();
    }
    return Files.newInputStream(origin);
  }

  private static PrivateCopy copy(Path origin, InputStream in, Path folder)
      throws IOException, UnusablePluginException {
    // The number of the process tells an operator whose file it is.
    Path file =
        Files.createTempFile(folder, "connector-" + ProcessHandle.current().pid() + "-", ".jar");
    try {
      return new PrivateCopy(origin, file, transfer(in, file));
    } catch (IOException | UnusablePluginException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** A copy of a jar that was judged before, which must not have changed since. */
  static PrivateCopy of(PluginJar judged) throws UnusablePluginException {
    PrivateCopy copy = of(judged.path());
    if (!copy.sha256().equals(judged.sha256())) {
      copy.close();
      throw new UnusablePluginException(
          Kind.UNREADABLE, "The file changed while it was read.", "Copy it again, completely.");
    }
    return copy;
  }

  private static String transfer(InputStream from, Path to)
      throws IOException, UnusablePluginException {
    MessageDigest digest = newDigest();
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[64 * 1024];
      long copied = 0;
      for (int n = read(from, buffer); n >= 0; n = read(from, buffer)) {
        copied += n;
        if (copied > MAX_BYTES) {
          throw tooLarge();
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static int read(InputStream from, byte[] buffer) throws UnusablePluginException {
    try {
      return from.read(buffer);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Deletes the copy; tries again for a moment, as some systems release a closed file late. */
  @Override
  public void close() {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.deleteIfExists(file);
        return;
      } catch (IOException e) {
        if (attempt == 3) {
          LOG.warn("The temporary copy of {} cannot be deleted.", origin.getFileName(), e);
          return;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static UnusablePluginException unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? new UnusablePluginException(
            Kind.UNREADABLE, "There is no such file.", "Check its name and folder.", e)
        : new UnusablePluginException(
            Kind.UNREADABLE, "The file cannot be read.", "Check its permissions.", e);
  }

  private static UnusablePluginException tooLarge() {
    return new UnusablePluginException(
        Kind.TOO_LARGE,
        "The file is over " + MAX_BYTES / (1024 * 1024) + " MiB.",
        "A connector is small: leave out what it does not need.");
  }
}
