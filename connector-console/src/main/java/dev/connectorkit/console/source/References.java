package dev.connectorkit.console.source;

import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.Logo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a config that stand for something outside of it: {@code ${env:NAME}} and {@code
 * ${file:/path}}. They are for files of this machine only: in one that came over the network they
 * would read from this machine whatever its sender likes.
 */
public final class References {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^{}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MAX_BYTES = 64 * 1024;

  private final @Nullable Map<String, String> environment;
  private final Optional<Path> folder;

  private References(@Nullable Map<String, String> environment, Optional<Path> folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /**
   * For a file of this machine.
   *
   * @param file the file, which the pictures are beside of
   */
  public static References of(Map<String, String> environment, Optional<Path> file) {
    return new References(
        Map.copyOf(environment), file.map(Path::toAbsolutePath).map(Path::getParent));
  }

  /** For whatever came from elsewhere: a reference is refused. */
  public static References refused() {
    return new References(null, Optional.empty());
  }

  /**
   * The picture that a text has in it, or is the path of.
   *
   * @throws ConsoleException with {@link ConsoleError#INVALID} when there is none that only draws
   */
  public Logo logo(String text) {
    return LogoText.isInline(text) ? LogoText.read(text) : LogoText.read(text, folder);
  }

  /**
   * A config with what its references stand for.
   *
   * @param problem is told the pointer and a sentence for each that stands for nothing; it is left
   *     out
   */
  public Map<String, Object> resolve(Map<?, ?> config, String pointer, Problem problem) {
    var resolved = new LinkedHashMap<String, Object>();
    config.forEach(
        (name, value) -> {
          String below = SplitConfig.below(pointer, name);
          Object stands = value(value, below, problem);
          if (stands != null || value == null) {
            resolved.put(String.valueOf(name), stands);
          }
        });
    return resolved;
  }

  private @Nullable Object value(@Nullable Object value, String pointer, Problem problem) {
    if (value instanceof Map<?, ?> nested) {
      return resolve(nested, pointer, problem);
    }
    Matcher reference = REFERENCE.matcher(value instanceof String text ? text : "");
    if (!reference.matches()) {
      return value;
    }
    try {
      return read(reference.group(1), reference.group(2));
    } catch (Unresolved e) {
      problem.at(pointer, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private String read(String kind, String target) throws Unresolved {
    if (environment == null) {
      throw new Unresolved(
          "A reference is read only where the console starts from the file, or by the command"
              + " import. Leave it out here.");
    }
    String text = kind.equals("env") ? variable(environment, target) : file(target);
    if (text.isEmpty()) {
      throw new Unresolved(
          kind.equals("env")
              ? "The variable " + target + " is empty."
              : "The file " + target + " is empty.");
    }
    return text;
  }

  private static String variable(Map<String, String> environment, String name) throws Unresolved {
    if (!NAME.matcher(name).matches()) {
      throw new Unresolved("A reference to a variable has the form ${env:NAME}.");
    }
    String value = environment.get(name);
    if (value == null) {
      throw new Unresolved("The variable " + name + " is not set.");
    }
    return value;
  }

  private static String file(String name) throws Unresolved {
    try {
      Path file = Path.of(name);
      if (!file.isAbsolute()) {
        throw new Unresolved("A reference to a file has the form ${file:/path}, from the root.");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new Unresolved("The file " + name + " is over " + MAX_BYTES + " bytes.");
      }
      return Files.readString(file).strip();
    } catch (IOException | InvalidPathException e) {
      throw new Unresolved("The file " + name + " cannot be read.");
    }
  }

  /** Takes what is wrong. */
  public interface Problem {
    void at(String pointer, String sentence);
  }

  private static final class Unresolved extends Exception {

    private static final long serialVersionUID = 1L;

    private Unresolved(String message) {
      super(message);
    }
  }
}
