package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.instance.InstanceOrder;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.host.AvailableConnector;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of instances: state, order, removal. */
public final class InstanceListPages implements AdminPages {

  private static final String LIST = "/admin/instances";
  private static final String ONE = "/admin/instances/{id}/";

  private final Catalogue catalogue;
  private final Instances instances;
  private final PendingChanges changes;
  private final InstanceOrder order;
  private final InstanceSync sync;
  private final Applications applications;
  private final Templates templates = new Templates();

  public InstanceListPages(
      Catalogue catalogue,
      Instances instances,
      PendingChanges changes,
      InstanceOrder order,
      InstanceSync sync,
      Applications applications) {
    this.catalogue = catalogue;
    this.instances = instances;
    this.changes = changes;
    this.order = order;
    this.sync = sync;
    this.applications = applications;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, LIST, (context, session) -> list(context, session, gate));
    gate.post(routes, ONE + "enable", (context, session) -> enable(context, session, gate));
    gate.post(
        routes,
        ONE + "disable",
        (context, session) -> {
          instances.disable(id(context), session.operator());
          done(context, "disabled");
        });
    gate.post(routes, ONE + "up", (context, session) -> move(context, session, -1));
    gate.post(routes, ONE + "down", (context, session) -> move(context, session, 1));
    gate.post(
        routes,
        ONE + "move",
        (context, session) -> move(context, session, places(Forms.of(context))));
    gate.get(routes, ONE + "remove", (context, session) -> confirmRemoval(context, session, gate));
    gate.post(
        routes,
        ONE + "remove",
        (context, session) -> {
          instances.remove(id(context), session.operator());
          done(context, "removed");
        });
  }

  private void list(Context context, OperatorSession session, Gate gate) {
    List<StoredInstance> stored = instances.list();
    // Those of the file come last, and stay there.
    long movable = stored.stream().filter(one -> !one.readOnly()).count();
    Set<String> pending = changes.all().keySet();
    var lines = new ArrayList<InstanceLine>();
    for (int i = 0; i < stored.size(); i++) {
      StoredInstance one = stored.get(i);
      Optional<AvailableConnector> connector = catalogue.find(one.connectorId());
      lines.add(
          InstanceLine.of(
              one,
              connector,
              connector.isPresent() ? "" : catalogue.missing(one.connectorId()),
              sync.problem(one.id()),
              pending.contains(one.id()),
              i == 0,
              i >= movable - 1));
    }
    templates.render(
        context,
        "admin/instances.jte",
        Map.of(
            "shell", about(context, gate.shell(context, session, "instances"), lines),
            "lines", lines,
            "sameNames", sameNames(lines),
            "problems", sync.sourceProblems()));
  }

  /** Names what was just done to an entry, and gives its button the focus back. */
  private static Shell about(Context context, Shell shell, List<InstanceLine> lines) {
    return Notices.subject(context)
        .flatMap(id -> lines.stream().filter(line -> line.id().equals(id)).findFirst())
        .filter(line -> !line.readOnly())
        .map(
            line ->
                shell.saying(
                    Notices.of(context, line.name()),
                    Notices.pressed(context, line.id(), line.first(), line.last())))
        .filter(saying -> !saying.notice().isEmpty())
        .orElse(shell);
  }

  /** What the page says of entries that people cannot tell apart. */
  private static List<String> sameNames(List<InstanceLine> lines) {
    var enabled = new ArrayList<SameNames.Entry>();
    lines.stream()
        .filter(InstanceLine::enabled)
        .forEach(line -> enabled.add(new SameNames.Entry(line.id(), line.name())));
    return SameNames.among(enabled);
  }

  private void enable(Context context, OperatorSession session, Gate gate) {
    boolean anyway = Forms.of(context).containsKey("anyway");
    try {
      instances.enable(id(context), anyway, session.operator());
      done(context, "enabled");
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.NOT_TRIED) {
        throw e;
      }
      context.status(e.error().httpStatus());
      templates.render(
          context,
          "admin/enable.jte",
          Map.of(
              "shell", gate.shell(context, session, "instances"),
              "id", id(context),
              "sentence", e.getMessage()));
    }
  }

  private void move(Context context, OperatorSession session, int places) {
    order.move(id(context), places, session.operator());
    done(context, places < -1 || places > 1 ? "moved" : places < 0 ? "moved-up" : "moved-down");
  }

  /** How far an entry was dragged, as the page's script tells it. */
  private static int places(Map<String, List<String>> form) {
    String text = String.join(",", form.getOrDefault("places", List.of()));
    if (!text.matches("-?[0-9]{1,6}")) {
      throw new ConsoleException(
          ConsoleError.INVALID, "'places' must be one whole number; below zero is up.");
    }
    return Integer.parseInt(text);
  }

  private void confirmRemoval(Context context, OperatorSession session, Gate gate) {
    StoredInstance stored = instances.get(id(context));
    templates.render(
        context,
        "admin/remove.jte",
        Map.of(
            "shell", gate.shell(context, session, "instances"),
            "id", stored.id(),
            "takenDown", TakenDown.with(List.of(stored.id()), applications.list()),
            "enabled", stored.enabled()));
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }

  private static void done(Context context, String done) {
    context.redirect(Notices.at(LIST, done, id(context)), HttpStatus.SEE_OTHER);
  }
}
