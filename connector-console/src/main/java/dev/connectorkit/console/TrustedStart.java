package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.PluginProblem;

/**
 * At the start a trust file that cannot be used is a wrong setting: no jar would be loaded, and
 * nothing but the sign-in page would show it. Later it is a problem of the folder.
 */
final class TrustedStart {

  private TrustedStart() {}

  /**
   * @throws SettingException when the trust file is missing or malformed; the host is closed then
   */
  static ConnectorHost open(ConnectorHost.Builder builder) {
    ConnectorHost host = builder.open();
    for (PluginProblem problem : host.plugins().problems()) {
      if (problem.kind() == PluginProblem.Kind.BAD_TRUST_FILE) {
        host.close();
        throw new SettingException(
            "--trust-file cannot be used. " + problem.reason() + " " + problem.remedy());
      }
    }
    return host;
  }
}
