package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import java.nio.file.Path;

/** Carries the reason and the remedy out of a check. */
public final class UnusablePluginException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String remedy;

  public UnusablePluginException(Kind kind, String reason, String remedy) {
    super(reason);
    this.kind = kind;
    this.remedy = remedy;
  }

  public UnusablePluginException(Kind kind, String reason, String remedy, Throwable cause) {
    super(reason, cause);
    this.kind = kind;
    this.remedy = remedy;
  }

  /** The same, told of a file. */
  public PluginProblem of(Path jar) {
    return new PluginProblem(kind, jar, String.valueOf(getMessage()), remedy);
  }
}
