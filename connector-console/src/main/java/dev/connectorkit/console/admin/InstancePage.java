package dev.connectorkit.console.admin;

import dev.connectorkit.console.form.FormView;
import dev.connectorkit.spi.ConfigProblem;
import gg.jte.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param problemsTitle what stands above what is wrong with its form
 * @param pending the change that its form shows, and that is not live yet
 * @param version of its plugin; empty for none
 * @param target whose people sign in by it; empty as long as that is not known
 * @param lastTry how its last try went, in words; empty for none
 * @param problems what is wrong with its id and its name, by {@code id} and {@code name}
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
    String problemsTitle,
    PendingLine pending,
    String version,
    String target,
    String lastTry,
    Map<String, String> problems) {

  /** The same, with what is wrong with what it is called. */
  InstancePage refusing(List<ConfigProblem> above) {
    var wrong = new LinkedHashMap<String, String>();
    above.forEach(problem -> wrong.put(problem.pointer().substring(1), problem.message()));
    return new InstancePage(
        fresh,
        connector,
        connectorName,
        id,
        name,
        revision,
        condition,
        tried,
        redirectUri,
        redirectPattern,
        guide,
        links,
        form,
        json,
        problem,
        source,
        readOnly,
        problemsTitle,
        pending,
        version,
        target,
        lastTry,
        wrong);
  }

  /**
   * What is to be done next: {@code save}, {@code try}, {@code enable}, {@code put-live}; empty for
   * nothing.
   */
  public String next() {
    if (fresh || pending.stale() || !form.problems().isEmpty()) {
      return "save";
    }
    if (pending.there()) {
      return pending.tried() ? "put-live" : "try";
    }
    return readOnly || enabled() && tried ? "" : tried ? "enable" : "try";
  }

  /** The class of a button. */
  public @Nullable String style(String button) {
    return next().equals(button) ? "primary" : null;
  }

  /** Whether its problems are the answer to a form; else they are of what is stored. */
  public boolean refused() {
    return problemsTitle.equals(InstancePages.NOT_SAVED);
  }

  /** What is wrong with a field above the config; empty for nothing. */
  public String wrong(String field) {
    return problems.getOrDefault(field, "");
  }

  public @Nullable String invalid(String field) {
    return wrong(field).isEmpty() ? null : "true";
  }

  public String title() {
    return fresh ? "Add " + connectorName : name.isEmpty() ? connectorName : name;
  }

  /** Where its form is posted to. */
  public String action() {
    return fresh ? "/admin/instances/new" : "/admin/instances/" + id;
  }

  public boolean enabled() {
    return condition.equals("enabled");
  }
}
