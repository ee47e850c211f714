package dev.connectorkit.host.model;

import dev.connectorkit.host.model.Event.Begin;
import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What must happen. Written without a look at how the host does it. */
final class Model {

  static final int CAPACITY = 8;
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration TOLD_FOR = Duration.ofMinutes(10);

  /** A sign-in that was begun. */
  static final class Attempt {
    final int instance;
    // Which of the cookies handed out so far it is bound to.
    final int cookie;
    final String version;
    final Instant end;
    boolean gone;

    private Attempt(int instance, int cookie, String version, Instant end) {
      this.instance = instance;
      this.cookie = cookie;
      this.version = version;
      this.end = end;
    }
  }

  /** A host. */
  static final class Node {
    boolean up = true;
    boolean enabled = true;
    String version = Reality.VERSIONS.get(0);
  }

  final List<Attempt> attempts = new ArrayList<>();
  final List<Node> nodes = new ArrayList<>();
  private final int[] cookieOf = new int[Events.BROWSERS];
  private int cookies;
  private Instant now;

  Model(Instant now) {
    this.now = now;
    for (int i = 0; i < Events.NODES; i++) {
      nodes.add(new Node());
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Whether a begin gets anywhere. */
  Outcome begin(Begin begin) {
    Node node = nodes.get(begin.node());
    if (!node.enabled) {
      return Outcome.refused(ConnectorError.STOPPED);
    }
    if (!begin.sharesCookie() || cookieOf[begin.browser()] == 0) {
      cookieOf[begin.browser()] = ++cookies;
    }
    sweep();
    List<Attempt> waiting = new ArrayList<>(waiting());
    waiting.sort(Comparator.comparing(attempt -> attempt.end));
    if (waiting.size() >= CAPACITY) {
      waiting.get(0).gone = true;
    }
    attempts.add(
        new Attempt(begin.instance(), cookieOf[begin.browser()], node.version, now.plus(LIFETIME)));
    return Outcome.begun();
  }

  /**
   * What a callback must come to; several where the store may or may not have forgotten already.
   */
  Set<Outcome> callback(
      int node, Attempt attempt, int cookieOfBrowser, int instance, Outcome ifItCounts) {
    if (!nodes.get(node).enabled) {
      return Set.of(Outcome.refused(ConnectorError.STOPPED));
    }
    if (attempt.gone) {
      return Set.of(Outcome.refused(ConnectorError.SIGN_IN_NOT_FOUND));
    }
    boolean fits =
        cookieOfBrowser >= 0
            && cookieOf[cookieOfBrowser] == attempt.cookie
            && attempt.instance == instance;
    Outcome known;
    if (!fits) {
      known = Outcome.refused(ConnectorError.STATE_MISMATCH);
    } else {
      known =
          now.isBefore(attempt.end) ? ifItCounts : Outcome.refused(ConnectorError.SIGN_IN_EXPIRED);
    }
    return forgettable(attempt)
        ? Set.of(known, Outcome.refused(ConnectorError.SIGN_IN_NOT_FOUND))
        : Set.of(known);
  }

  /** Remembers what did happen to an attempt. */
  void came(Attempt attempt, Outcome outcome) {
    boolean stays =
        outcome.equals(Outcome.refused(ConnectorError.STATE_MISMATCH))
            || outcome.equals(Outcome.refused(ConnectorError.STOPPED));
    attempt.gone |= !stays;
  }

  void sweep() {
    attempts.stream().filter(this::forgettable).forEach(attempt -> attempt.gone = true);
  }

  /** How many must be kept at least: those of which somebody may still be told something. */
  long fewestKept() {
    return waiting().stream().filter(attempt -> !forgettable(attempt)).count();
  }

  long mostKept() {
    return waiting().size();
  }

  private List<Attempt> waiting() {
    return attempts.stream().filter(attempt -> !attempt.gone).toList();
  }

  private boolean forgettable(Attempt attempt) {
    return attempt.end.plus(TOLD_FOR).isBefore(now);
  }
}
