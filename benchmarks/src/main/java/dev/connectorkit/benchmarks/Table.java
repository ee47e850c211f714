package dev.connectorkit.benchmarks;

import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
public final class Table {

  private final StringBuilder text = new StringBuilder();

  public Table(String... head) {
    row(List.of(head));
    text.append("|---").append("|---:".repeat(head.length - 1)).append("|\n");
  }

  public void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Rounded to a whole number, or to one digit behind the point where it is small. */
  public static String number(double value) {
    boolean small = Math.abs(value) < 10 && value != Math.rint(value);
    return String.format(Locale.ROOT, small ? "%.1f" : "%,.0f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
