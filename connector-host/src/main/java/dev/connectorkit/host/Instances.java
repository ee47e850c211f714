package dev.connectorkit.host;

import dev.connectorkit.host.config.GivenConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of a host. Any thread may read; who changes holds the host's lifecycle lock. */
final class Instances {

  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final InstanceFactory factory;
  private final ConcurrentMap<String, InstanceSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Instances(InstanceFactory factory) {
    this.factory = factory;
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#NOT_FOUND}; {@link
   *     ConnectorError#STOPPED} when the host is closed
   */
  InstanceSlot slot(String instanceId) {
    InstanceSlot slot = slots.get(instanceId);
    if (slot == null) {
      if (closed) {
        throw hostIsClosed();
      }
      // Any other text may be a piece of a stranger's address, and is not repeated.
      String which = ID.matcher(instanceId).matches() ? "'" + instanceId + "'" : "of this id";
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("There is no connector instance " + which + ".")
          .build();
    }
    return slot;
  }

  /** Lets nothing run any more; returns what ran, to be retired. */
  List<RunningInstance> close() {
    closed = true;
    return List.copyOf(slots.keySet()).stream().flatMap(id -> remove(id).stream()).toList();
  }

  static ConnectorException hostIsClosed() {
    return ConnectorException.of(ConnectorError.STOPPED).message("The host is closed.").build();
  }

  List<ConnectorInstance> views() {
    return slots.values().stream()
        .map(InstanceSlot::view)
        .sorted(Comparator.comparing(ConnectorInstance::id))
        .toList();
  }

  ConnectorInstance add(String instanceId, AvailableConnector connector, Map<String, ?> config) {
    requireId(instanceId);
    if (slots.containsKey(instanceId)) {
      throw invalid(
          "There is an instance '" + instanceId + "' already. Update it, or remove it first.");
    }
    var given = GivenConfig.of(config);
    RunningInstance running = factory.create(instanceId, connector, given);
    slots.put(instanceId, new InstanceSlot(connector.metadata().id(), given, running));
    return running.view();
  }

  static void requireId(String instanceId) {
    if (!ID.matcher(instanceId).matches()) {
      throw invalid("The instance id must match " + ID.pattern() + ".");
    }
  }

  /** Returns what ran before, to be retired. */
  List<RunningInstance> update(
      String instanceId, AvailableConnector connector, Map<String, ?> config) {
    InstanceSlot slot = slot(instanceId);
    var given = GivenConfig.of(config);
    RunningInstance next = factory.create(instanceId, connector, given);
    return slot.put(given, next).stream().toList();
  }

  /** Returns what ran before, to be closed. */
  List<RunningInstance> remove(String instanceId) {
    InstanceSlot removed = slots.remove(instanceId);
    return removed == null ? List.of() : removed.running().stream().toList();
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG}
   */
  void requireDistinctTarget(InstanceTarget next) {
    for (ConnectorInstance other : views()) {
      next.clash(InstanceTarget.of(other))
          .ifPresent(
              sentence -> {
                throw invalid(sentence);
              });
    }
  }

  /** Whether any instance is of this connector. */
  boolean use(String connectorId) {
    return slots.values().stream().anyMatch(slot -> slot.connectorId().equals(connectorId));
  }

  /** Lets nothing of this connector run; returns what ran before, to be retired. */
  List<RunningInstance> suspend(String connectorId) {
    return of(connectorId).values().stream().flatMap(slot -> slot.empty().stream()).toList();
  }

  /**
   * Makes a successor for every instance of a connector, without changing anything yet. An instance
   * that runs must get one; one that is at rest may stay so.
   *
   * @throws ConnectorException when an instance that runs cannot move; nothing is left behind then
   */
  Move prepare(AvailableConnector next) {
    var move = new Move();
    try {
      of(next.metadata().id()).forEach((id, slot) -> move.add(id, slot, next));
      return move;
    } catch (ConnectorException e) {
      move.abandon();
      throw e;
    }
  }

  private Map<String, InstanceSlot> of(String connectorId) {
    var found = new LinkedHashMap<String, InstanceSlot>();
    slots.forEach(
        (id, slot) -> {
          if (slot.connectorId().equals(connectorId)) {
            found.put(id, slot);
          }
        });
    return found;
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG).message(message).build();
  }

  /** Makes a connector run for an instance. */
  interface InstanceFactory {
    RunningInstance create(String instanceId, AvailableConnector connector, GivenConfig given);
  }

  /** The successors of a connector's instances: all of them take over, or none. */
  final class Move {

    private final Map<InstanceSlot, RunningInstance> successors = new LinkedHashMap<>();

    private Move() {}

    /** Lets the successors take over; returns what ran before, to be retired. */
    List<RunningInstance> commit() {
      var before = new ArrayList<RunningInstance>();
      successors.forEach((slot, next) -> slot.put(slot.given(), next).ifPresent(before::add));
      return before;
    }

    void abandon() {
      successors.values().forEach(RunningInstance::close);
    }

    /** Everybody an application knows would be a stranger, or be taken for somebody else. */
    private static RunningInstance sameTarget(InstanceSlot slot, RunningInstance next) {
      String target = next.view().target();
      if (!target.equals(slot.view().target())) {
        next.close();
        throw invalid(
            "The target would change from '%s' to '%s', and with it who people are."
                .formatted(slot.view().target(), target));
      }
      return next;
    }

    private void add(String instanceId, InstanceSlot slot, AvailableConnector next) {
      try {
        successors.put(slot, sameTarget(slot, factory.create(instanceId, next, slot.given())));
      } catch (ConnectorException e) {
        if (slot.running().isPresent()) {
          throw ConnectorException.of(e.error())
              .message("Instance '" + instanceId + "': " + e.getMessage())
              .problems(e.problems())
              .cause(e)
              .build();
        }
        LOG.warn("Instance {} stays at rest: {}", instanceId, e.getMessage());
      }
    }
  }
}
