package dev.connectorkit.console.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that an administrator keeps instances in. A change counts when the file did not change
 * between two looks; one that cannot be used changes nothing. One thread looks at a time; any may
 * ask.
 */
final class ManagedFile {

  private static final Logger LOG = LoggerFactory.getLogger(ManagedFile.class);

  private final Path path;
  private FileStamp seen;
  private @Nullable FileStamp read;
  private volatile InstancesFile good;
  private volatile Optional<String> problem = Optional.empty();

  private ManagedFile(Path path, FileStamp seen, InstancesFile good) {
    this.path = path;
    this.seen = seen;
    this.read = seen;
    this.good = good;
  }

  /**
   * @throws SettingException when it cannot be used: there is nothing to go on with
   */
  static ManagedFile open(Path path) {
    FileStamp stamp = FileStamp.of(path);
    try {
      return new ManagedFile(path, stamp, read(path));
    } catch (IOException e) {
      throw new SettingException("The file '" + path + "' of --instances cannot be read.");
    } catch (ConnectorException e) {
      throw new SettingException("--instances " + path + ": " + sentence(e));
    }
  }

  /** Tells whether it says something else now. */
  boolean look() {
    FileStamp now = FileStamp.of(path);
    boolean settled = now.equals(seen);
    seen = now;
    if (!settled || now.equals(read)) {
      return false;
    }
    read = now;
    try {
      InstancesFile next = read(path);
      problem = Optional.empty();
      boolean changed = !next.equals(good);
      good = next;
      return changed;
    } catch (IOException e) {
      return broken("It cannot be read.");
    } catch (ConnectorException e) {
      return broken(sentence(e));
    }
  }

  /** The last content that could be used. */
  InstancesFile content() {
    return good;
  }

  Path path() {
    return path;
  }

  /** What is wrong with the file as it is now. */
  Optional<String> problem() {
    return problem;
  }

  private boolean broken(String sentence) {
    LOG.warn("The file of instances cannot be used, the one before is: {}", sentence);
    problem = Optional.of(sentence);
    return false;
  }

  private static String sentence(ConnectorException e) {
    String all =
        e.problems().stream().limit(5).map(ManagedFile::sentence).collect(Collectors.joining(" "));
    return all.isEmpty() ? String.valueOf(e.getMessage()) : all;
  }

  private static String sentence(ConfigProblem problem) {
    return problem.pointer().isEmpty() || problem.message().contains(problem.pointer().substring(1))
        ? problem.message()
        : problem.pointer() + ": " + problem.message();
  }

  private static InstancesFile read(Path path) throws IOException {
    InstancesFile file = InstancesFile.parse(text(path));
    if (file.applications().filter(all -> !all.isEmpty()).isPresent()) {
      throw InstancesFile.refused(
          List.of(
              new ConfigProblem(
                  "/applications",
                  "maxItems",
                  "/applications are kept in the database: import them, and take them out of this"
                      + " file.")));
    }
    return file;
  }

  private static String text(Path path) throws IOException {
    if (Files.size(path) > InstancesFile.MAX_BYTES) {
      throw InstancesFile.refused(
          List.of(
              new ConfigProblem(
                  "", "maxLength", "It is over " + InstancesFile.MAX_BYTES + " bytes.")));
    }
    try {
      return Files.readString(path, UTF_8);
    } catch (CharacterCodingException e) {
      throw InstancesFile.refused(List.of(new ConfigProblem("", "format", "It is not in UTF-8.")));
    }
  }
}
