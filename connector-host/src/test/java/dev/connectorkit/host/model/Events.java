package dev.connectorkit.host.model;

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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random events, the same for the same seed. Most callbacks are right but for one thing. */
final class Events {

  static final int NODES = 2;
  static final int BROWSERS = 3;
  static final int INSTANCES = 2;

  private final SplittableRandom random;
  // What the begins so far chose, so that a callback can be right.
  private final List<Begin> begun = new ArrayList<>();

  private Events(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Event> of(long seed, int number) {
    var events = new Events(seed);
    var list = new ArrayList<Event>();
    for (int i = 0; i < number; i++) {
      list.add(events.next());
    }
    return list;
  }

  private Event next() {
    int dice = random.nextInt(100);
    if (begun.isEmpty() || dice < 28) {
      return begin();
    } else if (dice < 70) {
      return callback();
    } else if (dice < 74) {
      Callback like = callback();
      return new Deny(like.node(), like.attempt(), like.cookieOf(), like.instance());
    } else if (dice < 77) {
      Callback like = callback();
      return new Forge(
          like.node(), like.attempt(), random.nextInt(43), like.cookieOf(), like.instance());
    } else if (dice < 87) {
      // Mostly within the 10 minutes, at times just beyond, at times long beyond.
      int[] seconds = {1, 30, 200, 599, 600, 1_300};
      return new Pass(seconds[random.nextInt(seconds.length)]);
    } else if (dice < 89) {
      return new Sweep();
    } else if (dice < 91) {
      return new Upgrade(node());
    } else if (dice < 93) {
      return new Disable(node());
    } else if (dice < 97) {
      return new Enable(node());
    } else if (dice < 98) {
      return new Lose(node());
    }
    return new Start(node());
  }

  private Begin begin() {
    var begin =
        new Begin(
            node(), random.nextInt(BROWSERS), random.nextInt(INSTANCES), random.nextInt(4) > 0);
    begun.add(begin);
    return begin;
  }

  private Callback callback() {
    // The latest are the likeliest to be still waiting; older ones are replays.
    int back = Math.min(begun.size() - 1, random.nextInt(1 + random.nextInt(6)));
    int attempt = begun.size() - 1 - back;
    Begin begin = begun.get(attempt);
    var right =
        new Callback(node(), attempt, attempt, begin.browser(), begin.browser(), begin.instance());
    return switch (random.nextInt(10)) {
      case 0 -> new Callback(right.node(), attempt, attempt, right.person(), -1, right.instance());
      case 1 ->
          new Callback(
              right.node(),
              attempt,
              attempt,
              right.person(),
              random.nextInt(BROWSERS),
              right.instance());
      case 2 ->
          new Callback(
              right.node(),
              attempt,
              attempt,
              right.person(),
              right.cookieOf(),
              random.nextInt(INSTANCES));
      case 3 ->
          new Callback(
              right.node(),
              attempt,
              random.nextInt(begun.size()),
              random.nextInt(BROWSERS),
              right.cookieOf(),
              right.instance());
      default -> right;
    };
  }

  private int node() {
    return random.nextInt(NODES);
  }
}
