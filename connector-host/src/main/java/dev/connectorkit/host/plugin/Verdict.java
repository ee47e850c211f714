package dev.connectorkit.host.plugin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the judging of a file came to: a usable jar, or why it is none. Runs no code of it. */
record Verdict(@Nullable PluginJar jar, @Nullable UnusablePluginException refusal) {

  static Verdict on(Path file, String kitVersion) {
    try (PrivateCopy copy = PrivateCopy.of(file)) {
      return new Verdict(PluginJar.judge(copy, kitVersion), null);
    } catch (UnusablePluginException e) {
      return new Verdict(null, e);
    }
  }

  PluginJar orThrow() throws UnusablePluginException {
    if (jar == null) {
      throw refusal;
    }
    return jar;
  }

  /** Whether it is a usable jar of this plugin. */
  boolean isOf(String pluginId) {
    return jar != null && jar.id().equals(pluginId);
  }
}
