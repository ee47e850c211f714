package dev.connectorkit.host.plugin;

import java.nio.file.Path;

/**
 * Why a jar is not in use.
 *
 * @param jar the file, or the plugins folder itself when it holds no jar
 * @param reason one sentence: what is wrong
 * @param remedy one sentence: what to do
 */
public record PluginProblem(Path jar, String reason, String remedy) {

  @Override
  public String toString() {
    return jar.getFileName() + ": " + reason + " " + remedy;
  }
}
