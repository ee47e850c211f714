package dev.connectorkit.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What the judging of a file came to: a usable jar, or why it is none. Runs no code of it.
 *
 * @param lasting whether it holds as long as the file does not change
 */
record Verdict(
    @Nullable PluginJar jar, @Nullable UnusablePluginException refusal, boolean lasting) {

  static Verdict on(Path file, String kitVersion) {
    try (PrivateCopy copy = PrivateCopy.of(file)) {
      return new Verdict(PluginJar.judge(copy, kitVersion), null, true);
    } catch (UnusablePluginException e) {
      return new Verdict(null, e, !passes(e.getCause()));
    }
  }

  /** Permissions, a full disk, an interrupt: the file may be no other when that is over. */
  private static boolean passes(@Nullable Throwable cause) {
    return cause instanceof IOException && !(cause instanceof ZipException);
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
