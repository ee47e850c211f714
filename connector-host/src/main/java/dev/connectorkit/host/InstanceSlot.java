package dev.connectorkit.host;

import dev.connectorkit.host.config.GivenConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of an instance in the host: stays while config and code of what runs in it are
 * exchanged, and while nothing runs in it because its connector is not in use.
 */
final class InstanceSlot {

  private final String connectorId;
  private volatile Content content;

  /**
   * @param given the config as it was given, without defaults: another version may have others
   */
  InstanceSlot(String connectorId, GivenConfig given, RunningInstance running) {
    this.connectorId = connectorId;
    this.content = new Content(given, running.view(), running);
  }

  String connectorId() {
    return connectorId;
  }

  GivenConfig given() {
    return content.given();
  }

  ConnectorInstance view() {
    return content.view();
  }

  Optional<RunningInstance> running() {
    return Optional.ofNullable(content.running());
  }

  /**
   * A place for one call, in whatever runs here now.
   *
   * @throws ConnectorException with {@link ConnectorError#STOPPED} when nothing runs, {@link
   *     ConnectorError#OVERLOADED} when too many calls do
   */
  RunningInstance.Lease lease() {
    RunningInstance before = null;
    while (true) {
      RunningInstance running = content.running();
      // The same twice: it left for good, and no other came in its place.
      if (running == null || running == before) {
        throw stopped();
      }
      Optional<RunningInstance.Lease> lease = running.lease();
      if (lease.isPresent()) {
        return lease.get();
      }
      before = running;
    }
  }

  /** Puts another in; returns what ran before. */
  Optional<RunningInstance> put(GivenConfig given, RunningInstance next) {
    Content before = content;
    content = new Content(given, next.view(), next);
    return Optional.ofNullable(before.running());
  }

  /** Lets nothing run here; returns what ran before. */
  Optional<RunningInstance> empty() {
    Content before = content;
    content = new Content(before.given(), before.view().inactive(), null);
    return Optional.ofNullable(before.running());
  }

  private ConnectorException stopped() {
    return ConnectorException.of(ConnectorError.STOPPED)
        .message(
            "The instance '%s' is not in use: its connector '%s' is disabled or not installed."
                .formatted(content.view().id(), connectorId))
        .build();
  }

  private record Content(
      GivenConfig given, ConnectorInstance view, @Nullable RunningInstance running) {}
}
