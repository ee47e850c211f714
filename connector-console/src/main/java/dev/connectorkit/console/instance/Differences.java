package dev.connectorkit.console.transfer;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.transfer.ImportPlan.Difference;
import dev.connectorkit.spi.Logo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells a person what an import changes of an instance. */
final class Differences {

  private static final int LONGEST = 500;

  private final List<Difference> all = new ArrayList<>();

  private Differences() {}

  /**
   * @param former none for a new one
   * @param next as it is to be stored
   */
  static List<Difference> between(Optional<InstanceRow> former, InstanceRow next, Accepted config) {
    var differences = new Differences();
    differences.add("name", former.map(InstanceRow::displayName).orElse(""), next.displayName());
    differences.add("state", former.map(row -> word(row.state())).orElse(""), word(next.state()));
    differences.configs(
        former.map(row -> row.view().config()).orElse(Map.of()), next.view().config());
    differences.secrets(former, next, config.kept());
    return differences.all;
  }

  /** Pictures are told by kind, size and hash. */
  static List<Difference> ofLogos(Map<Variant, Logo> before, Map<Variant, Logo> after) {
    var differences = new Differences();
    for (Variant variant : Variant.values()) {
      differences.add(
          "logo " + variant.code(),
          Optional.ofNullable(before.get(variant)).map(Differences::word).orElse(""),
          Optional.ofNullable(after.get(variant)).map(Differences::word).orElse(""));
    }
    return differences.all;
  }

  /**
   * @param former none for a new one
   */
  static List<Difference> between(Optional<Application> former, ApplicationChange next) {
    var differences = new Differences();
    differences.add("name", former.map(Application::name).orElse(""), next.name());
    differences.add(
        "return addresses",
        former.map(one -> String.join(" ", one.redirectUris())).orElse(""),
        String.join(" ", next.redirectUris()));
    differences.add(
        "instances",
        former.map(one -> String.join(" ", one.instances())).orElse(""),
        String.join(" ", next.instances()));
    return differences.all;
  }

  private static String word(Logo logo) {
    return "%s, %d bytes, %.8s"
        .formatted(logo.mediaType(), logo.content().length, OwnLogos.hash(logo));
  }

  private void configs(Map<String, ?> before, Map<String, ?> after) {
    Map<String, String> left = new TreeMap<>();
    Map<String, String> right = new TreeMap<>();
    flatten(before, "", left);
    flatten(after, "", right);
    var places = new TreeSet<>(left.keySet());
    places.addAll(right.keySet());
    places.forEach(
        place ->
            add("config " + place, left.getOrDefault(place, ""), right.getOrDefault(place, "")));
  }

  private void secrets(Optional<InstanceRow> former, InstanceRow next, Set<String> kept) {
    Set<String> before = former.map(row -> row.secrets().keySet()).orElse(Set.of());
    var places = new TreeSet<>(before);
    places.addAll(next.secrets().keySet());
    places.addAll(next.missing());
    former.ifPresent(row -> places.addAll(row.missing()));
    for (String place : places) {
      String was =
          before.contains(place)
              ? "set"
              : former.filter(row -> row.missing().contains(place)).isPresent() ? "missing" : "";
      String is =
          next.missing().contains(place)
              ? "missing"
              : !next.secrets().containsKey(place)
                  ? ""
                  : was.equals("set") && !kept.contains(place) ? "replaced" : "set";
      add("secret " + place, was, is);
    }
  }

  private void add(String place, String before, String after) {
    if (!before.equals(after)) {
      all.add(new Difference(place, cut(before), cut(after)));
    }
  }

  private static void flatten(Map<?, ?> values, String pointer, Map<String, String> flat) {
    values.forEach(
        (name, value) -> {
          String below = SplitConfig.below(pointer, name);
          if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
            flatten(nested, below, flat);
          } else {
            flat.put(below, ConfigJson.line(value));
          }
        });
  }

  private static String word(StoredInstance.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
