package dev.connectorkit.console.source;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.logo.ManagedLogos;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.spi.Logo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logos that a file of instances has or names. One that cannot be shown takes down itself
 * alone. Each is judged once, as long as its file does not change. One thread looks at a time.
 */
final class FileLogos {

  private final References references;
  private final Path folder;
  private Map<String, Judged> judged = Map.of();
  private volatile ManagedLogos logos = ManagedLogos.NONE;

  /**
   * @param file the file of instances
   */
  FileLogos(References references, Path file) {
    this.references = references;
    this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }

  /** All that can be shown. */
  ManagedLogos all() {
    return logos;
  }

  /** Looks at all of them. */
  void look(List<InstanceEntry> entries) {
    var next = new HashMap<String, Judged>();
    var own = new HashMap<String, OwnLogos>();
    var pictures = new HashMap<String, Logo>();
    for (InstanceEntry entry : entries) {
      entry
          .logos()
          .orElse(Map.of())
          .forEach(
              (variant, text) -> {
                Judged one = judge(text);
                next.put(text, one);
                one.logo()
                    .ifPresent(
                        logo -> {
                          own.merge(
                              entry.id(), OwnLogos.NONE.with(variant, one.hash()), OwnLogos::or);
                          pictures.put(one.hash(), logo);
                        });
              });
    }
    judged = next;
    logos = new ManagedLogos(own, pictures);
  }

  /** What of an instance's logos cannot be shown; as of the last look. */
  List<String> flaws(InstanceEntry entry) {
    return entry.logos().orElse(Map.of()).entrySet().stream()
        .filter(logo -> !judged.get(logo.getValue()).flaw().isEmpty())
        .map(
            logo ->
                "The "
                    + logo.getKey().code()
                    + " logo of the instance '"
                    + entry.id()
                    + "' is not shown. "
                    + judged.get(logo.getValue()).flaw())
        .sorted()
        .toList();
  }

  private Judged judge(String text) {
    FileStamp stamp = stamp(text);
    Judged before = judged.get(text);
    if (before != null && before.stamp().equals(stamp)) {
      return before;
    }
    try {
      Logo logo = references.logo(text);
      return new Judged(stamp, Optional.of(logo), OwnLogos.hash(logo), "");
    } catch (ConsoleException e) {
      return new Judged(stamp, Optional.empty(), "", String.valueOf(e.getMessage()));
    }
  }

  private FileStamp stamp(String text) {
    try {
      return FileStamp.of(LogoText.isInline(text) ? folder : folder.resolve(text));
    } catch (InvalidPathException e) {
      return FileStamp.of(folder);
    }
  }

  /**
   * @param flaw why there is none; one sentence
   */
  private record Judged(FileStamp stamp, Optional<Logo> logo, String hash, String flaw) {}
}
