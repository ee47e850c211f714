package dev.connectorkit.testkit.proof;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How the kit is judged: the mutants, what else each breaks and why, and the four figures. */
final class Proof {

  /** Rules that no code of a connector can break, each with the reason. */
  static final Set<String> UNBREAKABLE =
      Set.of(
          // The host hands over an immutable copy.
          "CFG-08",
          // The host owns state.
          "CB-05",
          // TLS is the host's.
          "NET-10",
          // The kit's profile drops such addresses.
          "USR-11",
          "USR-13");

  private static final String ALSO_BROKEN = "also-broken.json";

  private Proof() {}

  /**
   * Why a mutant breaks more than its own rule.
   *
   * @return for each mutant the reasons, each with the rules that it explains: ids, or groups
   */
  static Map<String, Map<String, String>> explanations() {
    try (InputStream in = Proof.class.getResourceAsStream(ALSO_BROKEN)) {
      return JsonMapper.builder().build().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of the rules that a mutant breaks beside its own has no reason. */
  static Set<String> unexplained(Mutant mutant, Set<String> alsoBroken) {
    Set<String> explained =
        explanations().getOrDefault(mutant.toString(), Map.of()).values().stream()
            .flatMap(rules -> Arrays.stream(rules.split(" ")))
            .collect(Collectors.toSet());
    Set<String> unexplained = new TreeSet<>(alsoBroken);
    unexplained.removeIf(
        id -> explained.contains(id) || explained.contains(id.substring(0, id.indexOf('-'))));
    return unexplained;
  }

  /** Rules without a mutant of their own. */
  static List<String> withoutMutant() {
    Set<String> with = mutants().stream().map(Mutant::rule).collect(Collectors.toSet());
    return Catalogue.current().rules().stream()
        .map(Rule::id)
        .filter(id -> !with.contains(id))
        .toList();
  }

  static List<Mutant> mutants() {
    List<Mutant> all = new ArrayList<>(Mutants.all());
    all.addAll(OtherMutants.all());
    return all;
  }

  /** The four figures, as they stand in the documentation. */
  static String figures(long killed, long byIntendedRule, int of) {
    int correct = CorrectConnectorsTest.connectors().size() + OddConnectors.all().size();
    return """
        | figure | |
        |---|---|
        | broken connectors that are noticed | %d of %d |
        | noticed by the rule that is meant to | %d of %d |
        | alarms at correct connectors | 0 at %d connectors |
        | rules without a broken connector of their own | %d: %s |
        """
        .formatted(
            killed,
            of,
            byIntendedRule,
            of,
            correct,
            withoutMutant().size(),
            String.join(", ", withoutMutant()));
  }
}
