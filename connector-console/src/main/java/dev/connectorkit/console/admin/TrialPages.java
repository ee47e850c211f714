package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.form.FieldLink;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.site.CallbackGuest;
import dev.connectorkit.console.trial.CheckReport;
import dev.connectorkit.console.trial.HeldTry;
import dev.connectorkit.console.trial.InstanceTrials;
import dev.connectorkit.console.trial.LastReport;
import dev.connectorkit.console.trial.ProgramTries;
import dev.connectorkit.console.trial.StartedTrial;
import dev.connectorkit.console.trial.TrialReport;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.Templates;
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
  private static final String PROGRAM = "/admin/tries/{id}";

  private final InstanceTrials trials;
  private final ProgramTries programs;
  private final TrialCookie cookie;
  private final Gate gate;
  private final Templates templates = new Templates();

  public TrialPages(
      InstanceTrials trials, ProgramTries programs, SealingKeys keys, Cookies cookies, Gate gate) {
    this.trials = trials;
    this.programs = programs;
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
    gate.get(routes, ONE + "report", this::report);
    // For whoever was given the link, which nobody guesses: who signs in need not be an operator.
    routes.get(PROGRAM, this::offer);
    routes.post(PROGRAM, this::open);
  }

  @Override
  public boolean answers(Context context, String instance, Map<String, List<String>> parameters) {
    Optional<HeldTry> held = cookie.get(context, instance);
    if (held.isEmpty()) {
      return false;
    }
    Optional<TrialReport> report = trials.complete(instance, held.get(), parameters);
    if (report.isEmpty()) {
      return false;
    }
    cookie.remove(context, instance);
    if (held.get().programTry().isEmpty() || gate.session(context).isPresent()) {
      // To a page that can be loaded again: the callback cannot.
      toReport(context, instance);
    } else {
      over(context, report.get());
    }
    return true;
  }

  /** Whether this browser was sent to the provider for what is stored now, and never came back. */
  public boolean isUnderWay(Context context, String instance) {
    return cookie
        .get(context, instance)
        .filter(held -> held.programTry().isEmpty() && trials.isNow(instance, held))
        .isPresent();
  }

  private void begin(Context context, OperatorSession session) {
    String id = id(context);
    trials
        .begin(id)
        .ifPresentOrElse(
            started -> send(context, id, started, session.operator(), ""),
            () -> toReport(context, id));
  }

  private void report(Context context, OperatorSession session) {
    String id = id(context);
    LastReport last =
        trials
            .last(id)
            .orElseThrow(
                () ->
                    new ConsoleException(
                        ConsoleError.NOT_FOUND,
                        "The report of a try is kept for an hour, and there is none now. Try a"
                            + " sign-in again."));
    templates.render(
        context,
        "admin/trial.jte",
        Map.of(
            "shell", gate.shell(context, session, "instances"),
            "last", last,
            "canBeEnabled", trials.canBeEnabled(id),
            "canBePutLive", trials.canBePutLive(id),
            "changed", trials.changedSince(last.report()),
            "field", field(id, last.report().failure())));
  }

  private static void toReport(Context context, String instance) {
    context.redirect("/admin/instances/" + instance + "/report", HttpStatus.SEE_OTHER);
  }

  /** A page with a button: what only looks at a link does not use it up. */
  private void offer(Context context) {
    templates.render(
        context,
        "admin/program-try.jte",
        Map.of(
            "shell", new Shell("", "", "", ""),
            "id", id(context),
            "instance", programs.instanceOf(id(context))));
  }

  private void open(Context context) {
    ProgramTries.Opened opened = programs.open(id(context));
    send(context, opened.instanceId(), opened.started(), opened.begunBy(), id(context));
  }

  private void send(
      Context context, String instance, StartedTrial started, String begunBy, String programTry) {
    cookie.set(context, instance, started, begunBy, programTry);
    context.redirect(started.signIn().authorizationUri().toString(), HttpStatus.SEE_OTHER);
  }

  private void check(Context context, OperatorSession session) {
    CheckReport report = trials.check(id(context));
    templates.render(
        context,
        "admin/check.jte",
        Map.of(
            "shell", gate.shell(context, session, "instances"),
            "id", id(context),
            "report", report,
            "field", field(id(context), report.failure())));
  }

  /** For somebody who only signed in for it: what the provider said is for the program. */
  private void over(Context context, TrialReport report) {
    templates.render(
        context,
        "admin/message.jte",
        Map.of(
            "shell",
            new Shell("", "", "", ""),
            "title",
            report.passed() ? "The try passed" : "The try failed",
            "sentence",
            "The program that began it has the report. You can close this page.",
            "code",
            report.failure().map(TrialReport.Failure::code).orElse("")));
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
