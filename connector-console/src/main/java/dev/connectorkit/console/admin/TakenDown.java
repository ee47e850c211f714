package dev.connectorkit.console.admin;

import dev.connectorkit.console.handover.Application;
import java.util.List;

/**
 * What no longer works without some instances.
 *
 * @param instances their ids
 * @param applications names of those whose people sign in by one of them
 */
public record TakenDown(List<String> instances, List<String> applications) {

  static TakenDown with(List<String> instances, List<Application> all) {
    return new TakenDown(
        instances,
        all.stream()
            .filter(application -> instances.stream().anyMatch(application::mayUse))
            .map(Application::name)
            .toList());
  }

  /** For people; empty for nothing. */
  public String instancesSentence() {
    return instances.isEmpty()
        ? ""
        : "Nobody can sign in with these instances then: " + String.join(", ", instances) + ".";
  }

  /** For people; empty for nothing. */
  public String applicationsSentence() {
    return applications.isEmpty()
        ? ""
        : "These applications lose it: " + String.join(", ", applications) + ".";
  }
}
