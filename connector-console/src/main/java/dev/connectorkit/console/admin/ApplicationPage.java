package dev.connectorkit.console.admin;

import dev.connectorkit.console.handover.Application;
import java.util.List;

/**
 * The page of one application, or of one that is to be.
 *
 * @param clientId empty for one that is not registered yet
 * @param name as it is, or as it was entered
 * @param redirectUris one a line
 * @param revision that a change is made from
 * @param issuer where its client library finds everything
 * @param problem why it is not saved; empty when nothing is wrong
 */
public record ApplicationPage(
    String clientId,
    String name,
    String redirectUris,
    List<Box> boxes,
    List<Application.MadeSecret> secrets,
    long revision,
    String issuer,
    String problem) {

  public ApplicationPage {
    boxes = List.copyOf(boxes);
    secrets = List.copyOf(secrets);
  }

  ApplicationPage of(Application stored) {
    return new ApplicationPage(
        clientId, name, redirectUris, boxes, stored.secrets(), stored.revision(), issuer, problem);
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

  /**
   * An instance that it may use or not.
   *
   * @param note what it is
   */
  public record Box(String id, String note, boolean checked) {}
}
