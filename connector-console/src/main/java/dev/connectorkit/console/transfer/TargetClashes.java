package dev.connectorkit.console.transfer;

import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.host.InstanceTarget;
import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what of an import would lead to another provider under a target that is in use. A host
 * would refuse to run the later one of the two; here it is told before anything is stored.
 */
final class TargetClashes {

  private final List<InstanceEntry> entries;
  private final Map<String, InstanceTarget> before = new LinkedHashMap<>();
  private final Map<String, InstanceTarget> after = new LinkedHashMap<>();

  /**
   * @param entries of the file
   */
  TargetClashes(List<InstanceEntry> entries) {
    this.entries = entries;
  }

  /** An instance as it is before the import. */
  void before(Optional<InstanceTarget> target) {
    target.ifPresent(one -> before.put(one.instanceId(), one));
  }

  /** An instance as it would be after it, wherever it comes from. */
  void after(Optional<InstanceTarget> target) {
    target.ifPresent(one -> after.put(one.instanceId(), one));
  }

  /** Each once, with its pointer into the file. */
  List<ConfigProblem> problems() {
    var problems = new ArrayList<ConfigProblem>();
    for (int i = 0; i < entries.size(); i++) {
      InstanceTarget one = after.get(entries.get(i).id());
      if (one != null) {
        String pointer = "/instances/" + i;
        Optional.ofNullable(before.get(one.instanceId()))
            .flatMap(one::clash)
            .ifPresent(
                sentence ->
                    problems.add(
                        problem(
                            pointer + one.pointer().map(value -> "/config" + value).orElse("/id"),
                            sentence)));
        problems.addAll(withOthers(one, i));
      }
    }
    return problems;
  }

  private List<ConfigProblem> withOthers(InstanceTarget one, int place) {
    var problems = new ArrayList<ConfigProblem>();
    for (InstanceTarget other : after.values()) {
      int otherPlace = place(other.instanceId());
      boolean told = otherPlace >= 0 && otherPlace <= place;
      if (!told) {
        // The id of the one that has its own id as target is what to change.
        int wrong = one.own() || otherPlace < 0 ? place : otherPlace;
        one.clash(other)
            .ifPresent(sentence -> problems.add(problem("/instances/" + wrong + "/id", sentence)));
      }
    }
    return problems;
  }

  private int place(String id) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private static ConfigProblem problem(String pointer, String sentence) {
    return new ConfigProblem(pointer, "target", sentence);
  }
}
