package dev.connectorkit.console.admin;

import dev.connectorkit.console.form.FieldLink;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.site.CallbackGuest;
import dev.connectorkit.console.trial.CheckReport;
import dev.connectorkit.console.trial.StartedTrial;
import dev.connectorkit.console.trial.TrialReport;
import dev.connectorkit.console.trial.Trials;
import dev.connectorkit.console.trial.TriedConfig;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks and tries of one instance. The callback of a try arrives where every callback does. */
public final class TrialPages implements AdminPages, CallbackGuest {

  private static final String ONE = "/admin/instances/{id}/";

  private final Instances instances;
  private final Trials trials;
  private final TrialCookie cookie;
  private final Gate gate;
  private final Templates templates = new Templates();

  public TrialPages(
      ConnectorHost host, Instances instances, SealingKeys keys, Cookies cookies, Gate gate) {
    this.instances = instances;
    this.trials = new Trials(host);
    this.cookie = new TrialCookie(cookies, new Seal(keys));
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.post(routes, ONE + "check", this::check);
    gate.get(
        routes,
        ONE + "try",
        (context, session) ->
            context.redirect("/admin/instances/" + id(context), HttpStatus.SEE_OTHER));
    gate.post(routes, ONE + "try", this::begin);
  }

  @Override
  public boolean answers(Context context, String instance, Map<String, List<String>> parameters) {
    Optional<TrialCookie.Held> held = cookie.get(context, instance);
    if (held.isEmpty()) {
      return false;
    }
    Optional<TrialReport> report =
        trials.complete(
            tried(instance),
            held.get().revision(),
            parameters,
            Optional.of(held.get().browserToken()));
    if (report.isEmpty()) {
      return false;
    }
    cookie.remove(context, instance);
    if (report.get().passed()) {
      instances.passed(instance, report.get().revision(), held.get().operator());
    }
    show(context, report.get());
    return true;
  }

  private void begin(Context context, OperatorSession session) {
    String id = id(context);
    trials.begin(
        tried(id),
        started -> {
          send(context, id, started, session.operator());
          return Boolean.TRUE;
        },
        report -> {
          show(context, report);
          return Boolean.FALSE;
        });
  }

  private void send(Context context, String id, StartedTrial started, String operator) {
    cookie.set(context, id, started, operator);
    context.redirect(started.signIn().authorizationUri().toString(), HttpStatus.SEE_OTHER);
  }

  private void check(Context context, OperatorSession session) {
    CheckReport report = trials.check(tried(id(context)));
    templates.render(
        context,
        "admin/check.jte",
        Map.of(
            "shell", gate.shell(context, session, "instances"),
            "id", id(context),
            "report", report,
            "field", field(id(context), report.failure())));
  }

  /** Also for somebody whose session did not come along from the provider's page. */
  private void show(Context context, TrialReport report) {
    Shell shell =
        gate.session(context)
            .map(session -> gate.shell(context, session, "instances"))
            .orElse(new Shell("", "", "", ""));
    templates.render(
        context,
        "admin/trial.jte",
        Map.of(
            "shell", shell,
            "report", report,
            "field", field(report.instanceId(), report.failure())));
  }

  private TriedConfig tried(String id) {
    Instances.Opened opened = instances.open(id);
    return new TriedConfig(id, opened.connectorId(), opened.config(), opened.configRevision());
  }

  /** Where to change what is wrong; empty when that is not in the config. */
  private static String field(String id, Optional<TrialReport.Failure> failure) {
    return failure
        .map(TrialReport.Failure::pointer)
        .filter(pointer -> !pointer.isEmpty())
        .map(pointer -> "/admin/instances/" + id + "#" + FieldLink.of(pointer))
        .orElse("");
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }
}
