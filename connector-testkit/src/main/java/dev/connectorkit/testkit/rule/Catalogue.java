package dev.connectorkit.testkit.rule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All rules of this version of the kit. Loaded once; immutable. */
public final class Catalogue {

  /** The name of the rule set. Frozen in each minor version of the kit. */
  public static final String RULE_SET = "0.1";

  private static final Catalogue CURRENT = new Catalogue(load());

  private final List<Rule> rules;
  private final Map<String, Rule> byId;

  private Catalogue(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    // Throws for two rules of one id.
    this.byId = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
  }

  public static Catalogue current() {
    return CURRENT;
  }

  /** All rules, in the order of groups and numbers. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * The rule of an id.
   *
   * @throws UnknownRuleException when there is none
   */
  public Rule rule(String id) throws UnknownRuleException {
    Rule rule = byId.get(id.strip().toUpperCase(Locale.ROOT));
    if (rule == null) {
      throw new UnknownRuleException(id);
    }
    return rule;
  }

  /**
   * The rules that a selection names, such as {@code AUTH-06,IDT}: ids and groups, separated by
   * commas.
   *
   * @throws UnknownRuleException when a part names neither
   */
  public List<Rule> select(String selection) throws UnknownRuleException {
    Set<Rule> chosen = new LinkedHashSet<>();
    // With a limit, so that nothing between commas is found to be no rule.
    for (String part : selection.split(",", -1)) {
      String name = part.strip().toUpperCase(Locale.ROOT);
      List<Rule> ofGroup = rules.stream().filter(rule -> rule.group().name().equals(name)).toList();
      chosen.addAll(ofGroup.isEmpty() ? List.of(rule(name)) : ofGroup);
    }
    return rules.stream().filter(chosen::contains).toList();
  }

  private static List<Rule> load() {
    JsonMapper mapper = JsonMapper.builder().build();
    List<Rule> all = new ArrayList<>();
    for (Group group : Arrays.asList(Group.values())) {
      String file = group.name().toLowerCase(Locale.ROOT) + ".json";
      try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
        all.addAll(mapper.readValue(in, new TypeReference<List<Rule>>() {}));
      } catch (IOException | IllegalArgumentException e) {
        throw new UncheckedIOException(
            "The rules in " + file + " cannot be read.",
            e instanceof IOException io ? io : new IOException(e));
      }
    }
    return all;
  }
}
