package dev.connectorkit.console;

import dev.connectorkit.console.watch.Retention;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a console tells of itself.
 *
 * @param retention of the list of sign-ins
 * @param metrics where they are served; empty for nowhere
 */
record WatchSettings(Retention retention, Optional<InetSocketAddress> metrics) {

  static WatchSettings defaults() {
    return new WatchSettings(Retention.DEFAULT, Optional.empty());
  }
}
