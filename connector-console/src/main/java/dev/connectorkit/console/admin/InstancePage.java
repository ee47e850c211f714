package dev.connectorkit.console.admin;

import dev.connectorkit.console.form.FormView;
import gg.jte.Content;
import java.util.Map;

/**
 * The page of one instance, or of one that is to be.
 *
 * @param fresh whether it is not stored yet
 * @param connector id of its connector
 * @param connectorName what people call it
 * @param id as it is, or as it was entered
 * @param name what the button says; empty for the connector's own name
 * @param revision that a change is made from
 * @param condition such as {@code draft}; empty for a new one
 * @param redirectUri what to register at the provider
 * @param redirectPattern the same with {@code {id}} in the place of the id, for the script
 * @param links documentation, by title
 * @param json whether the config is shown as JSON
 * @param problem why it does not run; empty when it does
 * @param source where it is kept; empty for a new one
 * @param readOnly whether it is changed there and not here
 * @param lacksSecrets whether secrets have to be entered before it can run
 * @param pending the change that its form shows, and that is not live yet
 */
public record InstancePage(
    boolean fresh,
    String connector,
    String connectorName,
    String id,
    String name,
    long revision,
    String condition,
    boolean tried,
    String redirectUri,
    String redirectPattern,
    Content guide,
    Map<String, String> links,
    FormView form,
    boolean json,
    String problem,
    String source,
    boolean readOnly,
    boolean lacksSecrets,
    PendingLine pending) {

  public String title() {
    return fresh ? "Add " + connectorName : name.isEmpty() ? connectorName : name;
  }

  /** What stands above what is wrong with it. */
  public String problemsTitle() {
    return lacksSecrets ? "Secrets are missing" : "It is not saved yet";
  }

  /** Where its form is posted to. */
  public String action() {
    return fresh ? "/admin/instances/new" : "/admin/instances/" + id;
  }

  public boolean enabled() {
    return condition.equals("enabled");
  }
}
