package dev.connectorkit.console.admin;

import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.watch.Outcome;
import dev.connectorkit.console.watch.SignInEntry;
import dev.connectorkit.console.watch.SignInLog;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The latest sign-ins. */
public final class SignInPages implements AdminPages {

  private static final int ON_A_PAGE = 50;
  private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final SignInLog log;
  private final Instances instances;
  private final Applications applications;
  private final Templates templates = new Templates();

  public SignInPages(SignInLog log, Instances instances, Applications applications) {
    this.applications = applications;
    this.log = log;
    this.instances = instances;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, "/admin/sign-ins", (context, session) -> show(context, session, gate));
  }

  private void show(Context context, OperatorSession session, Gate gate) {
    Optional<String> instance =
        parameter(context, "instance").filter(id -> INSTANCE.matcher(id).matches());
    Optional<Outcome> outcome = parameter(context, "outcome").flatMap(Outcome::of);
    List<SignInEntry> entries = log.entries(instance, outcome, before(context), ON_A_PAGE + 1);
    boolean more = entries.size() > ON_A_PAGE;
    List<SignInEntry> shown = more ? entries.subList(0, ON_A_PAGE) : entries;
    templates.render(
        context,
        "admin/sign-ins.jte",
        Map.of(
            "shell", gate.shell(context, session, "sign-ins"),
            "entries", shown,
            "applications", names(),
            "instances", choices(instance),
            "instance", instance.orElse(""),
            "outcome", outcome.map(Outcome::code).orElse(""),
            "retention", log.retention(),
            "older", more ? Long.toString(shown.get(shown.size() - 1).id()) : ""));
  }

  /** Of the applications there are, by their ids. */
  private Map<String, String> names() {
    return applications.list().stream()
        .collect(Collectors.toMap(Application::clientId, Application::name));
  }

  /** Those that exist, and the chosen one, which may be gone. */
  private List<String> choices(Optional<String> chosen) {
    var ids = new TreeSet<String>();
    instances.list().stream().map(StoredInstance::id).forEach(ids::add);
    chosen.ifPresent(ids::add);
    return List.copyOf(ids);
  }

  private static Optional<String> parameter(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
  }

  private static long before(Context context) {
    String text = String.valueOf(context.queryParam("before"));
    return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
