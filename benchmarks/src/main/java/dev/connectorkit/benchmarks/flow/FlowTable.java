package dev.connectorkit.benchmarks.flow;

import dev.connectorkit.benchmarks.Table;
import dev.connectorkit.benchmarks.contestant.Contestants;
import dev.connectorkit.benchmarks.flow.Samples.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes what was measured as Markdown tables. */
final class FlowTable {

  private final Samples samples;
  private final Flow.Plan plan;

  FlowTable(Samples samples, Flow.Plan plan) {
    this.samples = samples;
    this.plan = plan;
  }

  String text() {
    var text = new StringBuilder();
    for (boolean openId : List.of(false, true)) {
      text.append("### ")
          .append(openId ? "With an ID Token" : "Without an ID Token")
          .append("\n\n");
      costs(openId, text);
      text.append('\n');
      latencies(openId, text);
      text.append('\n');
    }
    return text.toString();
  }

  private void costs(boolean openId, StringBuilder text) {
    var head = new ArrayList<>(List.of("", "begin, ns", "begin, bytes"));
    Flow.CALLERS.forEach(callers -> head.add("CPU, µs, " + callersText(callers)));
    head.add("complete, bytes");
    var table = new Table(head.toArray(String[]::new));
    for (String name : contestants(openId)) {
      var cells = new ArrayList<>(List.of(name));
      cells.add(cell(name, Quantity.ofBegin(openId, "ns"), 1));
      cells.add(cell(name, Quantity.ofBegin(openId, "bytes"), 1));
      for (int callers : Flow.CALLERS) {
        cells.add(cell(name, new Quantity(openId, callers, "cpu"), 1000));
      }
      cells.add(cell(name, new Quantity(openId, 1, "bytes"), 1));
      table.row(cells);
    }
    text.append(table);
  }

  private void latencies(boolean openId, StringBuilder text) {
    var head = new ArrayList<>(List.of("latency, µs"));
    for (int callers : Flow.CALLERS) {
      head.add("p50, " + callersText(callers));
      head.add("p99, " + callersText(callers));
    }
    var table = new Table(head.toArray(String[]::new));
    for (String name : contestants(openId)) {
      var cells = new ArrayList<>(List.of(name));
      for (int callers : Flow.CALLERS) {
        cells.add(number(samples.median(name, new Quantity(openId, callers, "p50")), 1000));
        cells.add(number(samples.median(name, new Quantity(openId, callers, "p99")), 1000));
      }
      table.row(cells);
    }
    text.append(table);
  }

  private List<String> contestants(boolean openId) {
    return plan.contestants().stream().filter(name -> Contestants.can(name, openId)).toList();
  }

  /** The median, and its ratio to the first contestant. */
  private String cell(String name, Quantity quantity, double unit) {
    String value = number(samples.median(name, quantity), unit);
    OptionalDouble ratio = samples.ratio(name, plan.contestants().get(0), quantity);
    return ratio.isEmpty()
        ? value
        : value + String.format(Locale.ROOT, " (%.2f)", ratio.getAsDouble());
  }

  private static String number(OptionalDouble value, double unit) {
    return value.isEmpty() ? "" : Table.number(value.getAsDouble() / unit);
  }

  private static String callersText(int callers) {
    return callers == 1 ? "1 caller" : callers + " callers";
  }
}
