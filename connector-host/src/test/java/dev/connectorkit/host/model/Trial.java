package dev.connectorkit.host.model;

import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.model.Event.Begin;
import dev.connectorkit.host.model.Event.Callback;
import dev.connectorkit.host.model.Event.Deny;
import dev.connectorkit.host.model.Event.Disable;
import dev.connectorkit.host.model.Event.Enable;
import dev.connectorkit.host.model.Event.Forge;
import dev.connectorkit.host.model.Event.Lose;
import dev.connectorkit.host.model.Event.Pass;
import dev.connectorkit.host.model.Event.Start;
import dev.connectorkit.host.model.Event.Sweep;
import dev.connectorkit.host.model.Event.Upgrade;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.spi.ConnectorError;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lets events happen to hosts and to the model, and says where they first differ. */
final class Trial implements AutoCloseable {

  /** How a difference shows. */
  record Difference(int at, String text) {}

  private final MutableClock clock = new MutableClock();
  private final Model model = new Model(clock.instant());
  private final Set<Integer> signedIn = new HashSet<>();
  private final SharedStore shared;
  private final Reality reality;

  private Trial(Function<Clock, SharedStore> stores, Path jars) {
    this.shared = stores.apply(clock);
    this.reality = new Reality(clock, shared, jars);
  }

  /** Empty when all went as the model says. */
  static Optional<Difference> of(
      List<Event> events, Function<Clock, SharedStore> stores, Path jars) {
    try (var trial = new Trial(stores, jars)) {
      for (int i = 0; i < events.size(); i++) {
        Optional<String> difference = trial.happens(events.get(i));
        if (difference.isPresent()) {
          return Optional.of(new Difference(i, difference.get()));
        }
      }
      return trial.ends().map(text -> new Difference(events.size() - 1, text));
    }
  }

  @Override
  public void close() {
    reality.close();
    shared.close();
  }

  private Optional<String> happens(Event event) {
    // So that no two sign-ins end at the same time, and it is clear which is dropped first.
    pass(Duration.ofMillis(1));
    Optional<String> difference = react(event);
    return difference.isPresent() ? difference : kept();
  }

  private Optional<String> react(Event event) {
    if (event instanceof Begin begin) {
      return isUp(begin.node()) ? compare(model.begin(begin), reality.begin(begin)) : same();
    } else if (event instanceof Callback callback) {
      return callback(callback);
    } else if (event instanceof Deny deny) {
      Map<String, List<String>> parameters = Map.of("error", List.of("access_denied"));
      return arrives(
          deny.node(),
          deny.attempt(),
          deny.cookieOf(),
          deny.instance(),
          parameters,
          Outcome.refused(ConnectorError.ACCESS_DENIED));
    } else if (event instanceof Forge forge) {
      return forge(forge);
    } else if (event instanceof Pass pass) {
      pass(Duration.ofSeconds(pass.seconds()));
    } else if (event instanceof Sweep) {
      model.sweep();
      reality.sweep();
    } else if (event instanceof Upgrade upgrade) {
      upgrade(upgrade.node());
    } else if (event instanceof Disable disable) {
      setEnabled(disable.node(), false);
    } else if (event instanceof Enable enable) {
      setEnabled(enable.node(), true);
    } else if (event instanceof Lose lose) {
      lose(lose.node());
    } else if (event instanceof Start start) {
      start(start.node());
    }
    return same();
  }

  private Optional<String> callback(Callback event) {
    if (model.attempts.isEmpty()) {
      return same();
    }
    int attempt = event.attempt() % model.attempts.size();
    int codeOf = event.codeOf() % model.attempts.size();
    String person = "person" + event.person();
    String code = person + "~" + reality.attempts.get(codeOf).nonce();
    Outcome ifItCounts =
        codeOf == attempt
            ? Outcome.signedIn(
                person,
                Reality.INSTANCES.get(event.instance()),
                model.attempts.get(attempt).version
                    + " to "
                    + model.nodes.get(event.node()).version)
            : Outcome.refused(ConnectorError.CODE_INVALID);
    return arrives(
        event.node(),
        event.attempt(),
        event.cookieOf(),
        event.instance(),
        Map.of("code", List.of(code)),
        ifItCounts);
  }

  /** A callback with the right state of an attempt. */
  private Optional<String> arrives(
      int node,
      int number,
      int cookieOf,
      int instance,
      Map<String, List<String>> parameters,
      Outcome ifItCounts) {
    if (model.attempts.isEmpty() || !isUp(node)) {
      return same();
    }
    int index = number % model.attempts.size();
    Model.Attempt attempt = model.attempts.get(index);
    Set<Outcome> allowed = model.callback(node, attempt, cookieOf, instance, ifItCounts);
    var all = new java.util.HashMap<>(parameters);
    all.put("state", List.of(reality.attempts.get(index).state()));
    Outcome came = reality.callback(node, instance, cookieOf, all);
    // The one thing that must never be, said apart from the model.
    if (came.what().contains("signed in") && !signedIn.add(index)) {
      return Optional.of("one state signed in twice");
    }
    model.came(attempt, came);
    return allowed.contains(came)
        ? same()
        : Optional.of("must be one of " + allowed + ", but is: " + came);
  }

  private Optional<String> forge(Forge event) {
    if (model.attempts.isEmpty() || !isUp(event.node())) {
      return same();
    }
    int index = event.attempt() % model.attempts.size();
    var forged = new StringBuilder(reality.attempts.get(index).state());
    char c = forged.charAt(event.position());
    forged.setCharAt(event.position(), c == 'A' ? 'B' : 'A');
    Outcome came =
        reality.callback(
            event.node(),
            event.instance(),
            event.cookieOf(),
            Map.of("state", List.of(forged.toString()), "code", List.of("person0~x")));
    boolean enabled = model.nodes.get(event.node()).enabled;
    return compare(
        Outcome.refused(enabled ? ConnectorError.SIGN_IN_NOT_FOUND : ConnectorError.STOPPED), came);
  }

  private void upgrade(int number) {
    Model.Node node = model.nodes.get(number);
    if (node.up && node.enabled) {
      node.version = Reality.VERSIONS.get(1 - Reality.VERSIONS.indexOf(node.version));
      reality.upgrade(number, node.version);
    }
  }

  private void setEnabled(int number, boolean enabled) {
    Model.Node node = model.nodes.get(number);
    if (node.up && node.enabled != enabled) {
      node.enabled = enabled;
      reality.setEnabled(number, enabled);
    }
  }

  private void lose(int number) {
    Model.Node node = model.nodes.get(number);
    // One that is disabled could not add its instances when it comes back.
    if (node.up && node.enabled) {
      node.up = false;
      reality.lose(number);
    }
  }

  private void start(int number) {
    Model.Node node = model.nodes.get(number);
    if (!node.up) {
      node.up = true;
      reality.start(number);
    }
  }

  /** Long after, nothing may be left. */
  private Optional<String> ends() {
    pass(Duration.ofHours(1));
    reality.sweep();
    model.sweep();
    return kept();
  }

  private Optional<String> kept() {
    long kept = reality.kept();
    return kept < model.fewestKept() || kept > model.mostKept()
        ? Optional.of(
            "%d to %d sign-ins must be kept, but %d are"
                .formatted(model.fewestKept(), model.mostKept(), kept))
        : same();
  }

  private void pass(Duration time) {
    clock.advance(time);
    model.pass(time);
  }

  private boolean isUp(int node) {
    return model.nodes.get(node).up;
  }

  private static Optional<String> compare(Outcome must, Outcome is) {
    return must.equals(is) ? same() : Optional.of("must be: " + must + ", but is: " + is);
  }

  private static Optional<String> same() {
    return Optional.empty();
  }
}
