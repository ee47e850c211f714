package dev.connectorkit.console.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Entries of the sign-in page whose buttons say the same. */
final class SameNames {

  private SameNames() {}

  /**
   * A sentence for each name that several have.
   *
   * @param enabled those that people see
   */
  static List<String> among(List<Entry> enabled) {
    var byName = new LinkedHashMap<String, List<Entry>>();
    enabled.forEach(
        entry ->
            byName
                .computeIfAbsent(entry.name().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                .add(entry));
    return byName.values().stream()
        .filter(same -> same.size() > 1)
        .map(SameNames::sentence)
        .toList();
  }

  private static String sentence(List<Entry> same) {
    return "People cannot tell "
        + String.join(", ", same.stream().map(Entry::id).toList())
        + " apart: all of their buttons say 'Sign in with "
        + same.get(0).name()
        + "'. Give each a name of its own.";
  }

  /**
   * One that people see.
   *
   * @param name what its button says
   */
  record Entry(String id, String name) {}
}
