package dev.connectorkit.benchmarks.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured, one value per round, so that what disturbs a round disturbs all of it. */
final class Samples {

  /** One measured quantity. */
  record Quantity(boolean openId, int callers, String unit) {

    static final int OF_BEGIN = 0;

    static Quantity ofBegin(boolean openId, String unit) {
      return new Quantity(openId, OF_BEGIN, unit);
    }
  }

  private record Key(String contestant, Quantity quantity) {}

  private final Map<Key, List<Double>> values = new HashMap<>();

  void add(String contestant, Quantity quantity, double value) {
    values.computeIfAbsent(new Key(contestant, quantity), key -> new ArrayList<>()).add(value);
  }

  /** Over all rounds; empty when it was not measured. */
  OptionalDouble median(String contestant, Quantity quantity) {
    return median(values.getOrDefault(new Key(contestant, quantity), List.of()));
  }

  /** The median of the ratios within each round. */
  OptionalDouble ratio(String contestant, String to, Quantity quantity) {
    List<Double> above = values.getOrDefault(new Key(contestant, quantity), List.of());
    List<Double> below = values.getOrDefault(new Key(to, quantity), List.of());
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < Math.min(above.size(), below.size()); round++) {
      ratios.add(above.get(round) / below.get(round));
    }
    return median(ratios);
  }

  private static OptionalDouble median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
