package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.SigningKeys;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The applications that may have people sign in here. */
public final class ApplicationPages implements AdminPages {

  private static final String LIST = "/admin/applications";
  private static final String ONE = LIST + "/{id}";

  private final Applications applications;
  private final SigningKeys keys;
  private final InstanceSync sync;
  private final String issuer;
  private final ShownOnce secrets;
  private final Templates templates = new Templates();

  public ApplicationPages(HandoverServices handover, InstanceSync sync, ShownOnce secrets) {
    this.secrets = secrets;
    this.applications = handover.applications();
    this.keys = handover.signingKeys();
    this.issuer = handover.idTokens().issuer();
    this.sync = sync;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, LIST, (context, session) -> list(context, session, gate));
    gate.get(routes, LIST + "/new", (context, session) -> fresh(context, session, gate));
    gate.post(routes, LIST + "/new", (context, session) -> register(context, session, gate));
    gate.post(routes, LIST + "/signing-key", this::rotateKey);
    gate.get(routes, ONE, (context, session) -> stored(context, session, gate));
    gate.post(routes, ONE, (context, session) -> save(context, session, gate));
    gate.get(routes, ONE + "/secret", (context, session) -> secret(context, session, gate));
    gate.post(routes, ONE + "/secret", this::addSecret);
    gate.post(routes, ONE + "/secret/{secret}/remove", this::removeSecret);
    gate.get(routes, ONE + "/remove", (context, session) -> confirm(context, session, gate));
    gate.post(routes, ONE + "/remove", this::remove);
  }

  private void list(Context context, OperatorSession session, Gate gate) {
    templates.render(
        context,
        "admin/applications.jte",
        Map.of(
            "shell", gate.shell(context, session, "applications"),
            "issuer", issuer,
            "applications", applications.list()));
  }

  private void fresh(Context context, OperatorSession session, Gate gate) {
    show(
        context,
        session,
        gate,
        page("", new ApplicationChange("", List.of(), List.of()), List.of()));
  }

  private void register(Context context, OperatorSession session, Gate gate) {
    ApplicationChange entered = entered(context);
    try {
      told(context, session, applications.register(entered, session.operator()));
    } catch (ConsoleException e) {
      refused(context, session, gate, page("", entered, problems(e)), e);
    }
  }

  private void stored(Context context, OperatorSession session, Gate gate) {
    Application stored = applications.get(id(context));
    var change = new ApplicationChange(stored.name(), stored.redirectUris(), stored.instances());
    show(context, session, gate, page(stored.clientId(), change, List.of()).of(stored));
  }

  private void save(Context context, OperatorSession session, Gate gate) {
    Application stored = applications.get(id(context));
    ApplicationChange entered = entered(context);
    try {
      applications.update(stored.clientId(), revision(context), entered, session.operator());
      context.redirect(LIST + "/" + stored.clientId() + "?done=saved", HttpStatus.SEE_OTHER);
    } catch (ConsoleException e) {
      ApplicationPage page = page(stored.clientId(), entered, problems(e)).of(stored);
      refused(context, session, gate, page, e);
    }
  }

  private void addSecret(Context context, OperatorSession session) {
    told(context, session, applications.addSecret(id(context), session.operator()));
  }

  private void removeSecret(Context context, OperatorSession session) {
    applications.removeSecret(id(context), context.pathParam("secret"), session.operator());
    context.redirect(LIST + "/" + id(context) + "?done=secret-removed", HttpStatus.SEE_OTHER);
  }

  private void confirm(Context context, OperatorSession session, Gate gate) {
    templates.render(
        context,
        "admin/application-remove.jte",
        Map.of(
            "shell", gate.shell(context, session, "applications"),
            "application", applications.get(id(context))));
  }

  private void remove(Context context, OperatorSession session) {
    applications.remove(id(context), session.operator());
    context.redirect(LIST + "?done=application-removed", HttpStatus.SEE_OTHER);
  }

  private void rotateKey(Context context, OperatorSession session) {
    keys.rotate(session.operator());
    context.redirect(LIST + "?done=signing-key", HttpStatus.SEE_OTHER);
  }

  private void told(Context context, OperatorSession session, Applications.Registered made) {
    String clientId = made.application().clientId();
    secrets.put(context, session, place(clientId), made.secret());
    context.redirect(LIST + "/" + clientId + "/secret", HttpStatus.SEE_OTHER);
  }

  /** The one page that has a secret, at the first time that it is loaded. */
  private void secret(Context context, OperatorSession session, Gate gate) {
    Application application = applications.get(id(context));
    templates.render(
        context,
        "admin/application-secret.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "applications"),
            "application",
            application,
            "issuer",
            issuer,
            "secret",
            secrets
                .take(context, session, place(application.clientId()))
                .map(Secret::reveal)
                .orElse("")));
  }

  private static String place(String clientId) {
    return "application " + clientId;
  }

  private void refused(
      Context context,
      OperatorSession session,
      Gate gate,
      ApplicationPage page,
      ConsoleException refusal) {
    context.status(refusal.error().httpStatus());
    show(context, session, gate, page);
  }

  private void show(Context context, OperatorSession session, Gate gate, ApplicationPage page) {
    templates.render(
        context,
        "admin/application.jte",
        Map.of("shell", gate.shell(context, session, "applications"), "page", page));
  }

  /** With all instances there are, and those that it may use although they are gone. */
  private ApplicationPage page(
      String clientId, ApplicationChange entered, List<ConfigProblem> problems) {
    var boxes = new ArrayList<ApplicationPage.Box>();
    List<StoredInstance> known = sync.seen();
    known.forEach(
        instance ->
            boxes.add(
                new ApplicationPage.Box(
                    instance.id(),
                    instance.displayName().orElse(instance.connectorId()),
                    entered.instances().contains(instance.id()))));
    entered.instances().stream()
        .filter(id -> known.stream().noneMatch(instance -> instance.id().equals(id)))
        .forEach(id -> boxes.add(new ApplicationPage.Box(id, "removed", true)));
    return new ApplicationPage(
        clientId,
        entered.name(),
        String.join("\n", entered.redirectUris()),
        boxes,
        List.of(),
        0,
        issuer,
        problems);
  }

  private static List<ConfigProblem> problems(ConsoleException refusal) {
    if (refusal.error() != ConsoleError.INVALID && refusal.error() != ConsoleError.CONFLICT) {
      throw refusal;
    }
    return refusal.problems().isEmpty()
        ? List.of(new ConfigProblem("", "usable", String.valueOf(refusal.getMessage())))
        : refusal.problems();
  }

  private static ApplicationChange entered(Context context) {
    Map<String, List<String>> form = Forms.of(context);
    return new ApplicationChange(
        one(form, "name"),
        one(form, "redirect_uris").lines().toList(),
        form.getOrDefault("instance", List.of()));
  }

  private static long revision(Context context) {
    String text = one(Forms.of(context), "revision");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String one(Map<String, List<String>> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }
}
