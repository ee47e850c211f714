package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The redirect URI holds the port, so it must be known before the site can be made. */
final class FreePort {

  private FreePort() {}

  /**
   * @param wanted 0 for any
   * @throws SettingException when it is in use
   */
  static int onLoopback(int wanted) {
    try (var probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new SettingException(
          "Port " + wanted + " is in use by another program. Choose another with --port.");
    } catch (IllegalArgumentException e) {
      throw new SettingException("--port must be between 0 and 65535.");
    }
  }
}
