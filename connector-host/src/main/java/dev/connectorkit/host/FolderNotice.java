package dev.connectorkit.host;

import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator reads in the log about jars that are not in use, once. */
final class FolderNotice {

  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private FolderNotice() {}

  /** For a host that can have no connector at all. */
  static void logNothing() {
    LOG.warn(
        "There is no connector: no plugins folder is given, and none is on the class path. Give the"
            + " host a folder, or make a connector a dependency.");
  }

  /**
   * @param known what was said before
   */
  static void log(Path folder, Set<PluginProblem> known, Catalogue now) {
    List<PluginProblem> news =
        now.problems().stream().filter(problem -> !known.contains(problem)).toList();
    boolean empty =
        now.problems().stream().anyMatch(problem -> problem.kind() == Kind.EMPTY_FOLDER);
    if (empty || now.plugins().stream().anyMatch(InstalledPlugin::enabled)) {
      news.forEach(problem -> LOG.warn("Not in use: {}", problem));
    } else if (!news.isEmpty()) {
      // One message: an application that can sign nobody in must not have its cause scattered.
      int more = now.problems().size() - Catalogue.MAX_TOLD;
      LOG.warn(
          "No jar of the plugins folder {} can be used:{}{}",
          folder.toAbsolutePath(),
          now.problems().stream()
              .limit(Catalogue.MAX_TOLD)
              .map(problem -> "\n  " + problem)
              .collect(Collectors.joining()),
          more > 0 ? "\n  and " + more + " more" : "");
    }
  }
}
