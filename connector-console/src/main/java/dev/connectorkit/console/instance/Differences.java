package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tells a person what a change makes of an instance; of secrets, whether they are others. */
public final class Differences {

  private final List<Difference> all = new ArrayList<>();

  private Differences() {}

  /**
   * @param former none for a new one
   * @param next as it is to be stored
   * @param kept pointers of the secrets that are the same as before
   */
  public static List<Difference> between(
      Optional<InstanceRow> former, InstanceRow next, Set<String> kept) {
    return between(former.map(InstanceRow::view), next.view(), kept::contains);
  }

  /** A secret of another time is another one. */
  static List<Difference> between(StoredInstance former, StoredInstance next) {
    return between(
        Optional.of(former),
        next,
        place -> next.secrets().get(place).equals(former.secrets().get(place)));
  }

  private static List<Difference> between(
      Optional<StoredInstance> former, StoredInstance next, Predicate<String> kept) {
    var differences = new Differences();
    differences.add("name", former.map(Differences::name).orElse(""), name(next));
    differences.add("state", former.map(Differences::state).orElse(""), state(next));
    differences.configs(former.map(StoredInstance::config).orElse(Map.of()), next.config());
    differences.secrets(former, next, kept);
    return differences.all;
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

  private void secrets(
      Optional<StoredInstance> former, StoredInstance next, Predicate<String> kept) {
    var places = new TreeSet<String>();
    former.ifPresent(one -> places.addAll(places(one)));
    places.addAll(places(next));
    for (String place : places) {
      String was = former.map(one -> secret(one, place)).orElse("");
      String is = secret(next, place);
      add(
          "secret " + place,
          was,
          is.equals("set") && was.equals("set") && !kept.test(place) ? "replaced" : is);
    }
  }

  private static Set<String> places(StoredInstance one) {
    var places = new TreeSet<>(one.secrets().keySet());
    places.addAll(one.missingSecrets());
    return places;
  }

  private static String secret(StoredInstance one, String place) {
    return one.missingSecrets().contains(place)
        ? "missing"
        : one.secrets().containsKey(place) ? "set" : "";
  }

  private void add(String place, String before, String after) {
    Difference.between(place, before, after).ifPresent(all::add);
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

  private static String name(StoredInstance one) {
    return one.displayName().orElse("");
  }

  private static String state(StoredInstance one) {
    return one.state().name().toLowerCase(Locale.ROOT);
  }
}
