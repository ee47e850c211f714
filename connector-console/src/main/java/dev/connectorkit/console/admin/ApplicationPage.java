package dev.connectorkit.console.admin;

import dev.connectorkit.console.handover.Application;
import dev.connectorkit.spi.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of one application, or of one that is to be.
 *
 * @param clientId empty for one that is not registered yet
 * @param name as it is, or as it was entered
 * @param redirectUris one a line
 * @param revision that a change is made from
 * @param issuer where its client library finds everything
 * @param problems why it is not saved
 */
public record ApplicationPage(
    String clientId,
    String name,
    String redirectUris,
    List<Box> boxes,
    List<Application.MadeSecret> secrets,
    long revision,
    String issuer,
    List<ConfigProblem> problems) {

  public ApplicationPage {
    boxes = List.copyOf(boxes);
    secrets = List.copyOf(secrets);
    problems = List.copyOf(problems);
  }

  ApplicationPage of(Application stored) {
    return new ApplicationPage(
        clientId, name, redirectUris, boxes, stored.secrets(), stored.revision(), issuer, problems);
  }

  public boolean fresh() {
    return clientId.isEmpty();
  }

  public String title() {
    return fresh() ? "Register an application" : name;
  }

  public String action() {
    return "/admin/applications/" + (fresh() ? "new" : clientId);
  }

  /** What is wrong with a field; empty for nothing. */
  public String wrong(String pointer) {
    return problems.stream()
        .filter(problem -> field(problem).equals(pointer))
        .map(ConfigProblem::message)
        .collect(Collectors.joining(" "));
  }

  public @Nullable String invalid(String pointer) {
    return wrong(pointer).isEmpty() ? null : "true";
  }

  /** Id of the element of a field; empty for what belongs to none. */
  public String element(ConfigProblem problem) {
    return switch (field(problem)) {
      case "/name" -> "name";
      case "/redirectUris" -> "redirect-uris";
      case "/instances" -> "instances";
      default -> "";
    };
  }

  /** The entries of a list are lines of one field. */
  private static String field(ConfigProblem problem) {
    return problem.pointer().replaceFirst("^(/[^/]+)/[0-9]+$", "$1");
  }

  /**
   * An instance that it may use or not.
   *
   * @param note what it is
   */
  public record Box(String id, String note, boolean checked) {}
}
