package dev.connectorkit.console.form;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person entered.
 *
 * @param values the config. Of its secrets only those that were entered now, as {@code Secret}: one
 *     that is not there is kept as it is stored
 * @param removed pointers of stored secrets that are to be forgotten
 * @param unreadable texts that have no value, by pointer, to be shown again
 * @param problems what is wrong with them; more may be wrong with the values
 */
public record PostedConfig(
    Map<String, Object> values,
    Set<String> removed,
    Map<String, String> unreadable,
    List<ConfigProblem> problems) {

  public PostedConfig {
    removed = Set.copyOf(removed);
    unreadable = Map.copyOf(unreadable);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a posted form. A field that is not in it keeps its stored value: a page may have been
   * drawn by another version of the connector. An empty one is absent, and so has its default.
   *
   * @param stored the config before, without secrets
   */
  public static PostedConfig ofForm(
      ConfigForm form, Map<String, List<String>> posted, Map<String, ?> stored) {
    return new FormReader(posted).read(form, stored);
  }

  /**
   * Reads a config that was written as JSON. A secret that is not in it is kept, one that is null
   * is removed.
   */
  public static PostedConfig ofJson(ConfigForm form, String json) {
    return JsonReader.read(form, json);
  }

  /**
   * Takes a config that a program gave. A secret that is not in it is kept, one that is null is
   * removed.
   *
   * @param values JSON-shaped
   */
  public static PostedConfig ofValues(ConfigForm form, Map<String, ?> values) {
    return JsonReader.read(form, values);
  }

  /** With what a validator said of the values, unless a text could not even be read there. */
  public PostedConfig and(List<ConfigProblem> more) {
    var all = new ArrayList<>(problems);
    more.stream()
        .filter(
            problem ->
                unreadable.keySet().stream()
                    .noneMatch(pointer -> Pointers.covers(pointer, problem.pointer())))
        .forEach(all::add);
    return new PostedConfig(values, removed, unreadable, all);
  }

  /**
   * Of the stored secrets those that stay.
   *
   * @param stored their pointers
   */
  public Set<String> kept(Set<String> stored) {
    var kept = new LinkedHashSet<>(stored);
    kept.removeAll(removed);
    kept.removeAll(entered(values, ""));
    return kept;
  }

  /** Without a word on what is wrong: not everything was entered yet. */
  public PostedConfig withoutProblems() {
    return new PostedConfig(values, removed, unreadable, List.of());
  }

  private static Set<String> entered(Map<?, ?> values, String parent) {
    var entered = new LinkedHashSet<String>();
    values.forEach(
        (name, value) -> {
          String pointer = Pointers.below(parent, String.valueOf(name));
          if (value instanceof Secret) {
            entered.add(pointer);
          } else if (value instanceof Map<?, ?> members) {
            entered.addAll(entered(members, pointer));
          }
        });
    return entered;
  }

  /** Names only: secrets are among the values. */
  @Override
  public String toString() {
    return "PostedConfig" + values.keySet();
  }
}
