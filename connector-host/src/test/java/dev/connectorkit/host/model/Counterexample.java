package dev.connectorkit.host.model;

import dev.connectorkit.host.model.Trial.Difference;
import dev.connectorkit.host.signin.SharedStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A short list of events after which hosts and model differ. */
record Counterexample(long seed, List<Event> events, String difference) {

  private static final int ATTEMPTS = 200;

  /** Looks for one, and leaves out of it whatever it does not need. */
  static Optional<Counterexample> search(
      long seed, int number, Function<Clock, SharedStore> stores, Path jars) {
    List<Event> events = Events.of(seed, number);
    return Trial.of(events, stores, jars)
        .map(difference -> shortened(seed, events, difference, stores, jars));
  }

  private static Counterexample shortened(
      long seed,
      List<Event> all,
      Difference first,
      Function<Clock, SharedStore> stores,
      Path jars) {
    List<Event> events = new ArrayList<>(all.subList(0, first.at() + 1));
    String difference = first.text();
    int attempts = ATTEMPTS;
    // In pieces of half, a quarter, and so on, down to single events.
    for (int piece = events.size() / 2; piece >= 1; piece /= 2) {
      for (int at = events.size() - piece; at >= 0 && attempts-- > 0; at -= piece) {
        var fewer = new ArrayList<>(events);
        fewer.subList(at, Math.min(at + piece, fewer.size())).clear();
        Optional<Difference> still = Trial.of(fewer, stores, jars);
        if (still.isPresent()) {
          events = new ArrayList<>(fewer.subList(0, still.get().at() + 1));
          difference = still.get().text();
          at = Math.min(at, events.size());
        }
      }
    }
    return new Counterexample(seed, events, difference);
  }

  @Override
  public String toString() {
    return IntStream.range(0, events.size())
        .mapToObj(i -> "  " + i + "  " + events.get(i))
        .collect(
            Collectors.joining(
                "\n", "Seed " + seed + ", after these events:\n", "\n" + difference));
  }
}
