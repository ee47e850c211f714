package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.form.FormView;
import dev.connectorkit.console.form.FormViews;
import dev.connectorkit.console.form.JsonText;
import dev.connectorkit.console.form.Origins;
import dev.connectorkit.console.form.PostedConfig;
import dev.connectorkit.console.guide.Guide;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChange;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.trial.InstanceTrials;
import dev.connectorkit.console.trial.LastReport;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Languages;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** One instance: what it is called, and its config beside the guide of its connector. */
public final class InstancePages implements AdminPages {

  private static final String NEW = "/admin/instances/new";
  private static final String ONE = "/admin/instances/{id}";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  static final String NOT_SAVED = "It is not saved yet";

  private static final String ANY = "an-instance-of-any-id";

  private final Catalogue catalogue;
  private final Instances instances;
  private final PendingChanges changes;
  private final InstanceSync sync;
  private final InstanceTrials trials;
  private final Practice practice;
  private final BiPredicate<Context, String> tryUnderWay;
  private final Templates templates = new Templates();

  /**
   * @param tryUnderWay whether a try of an instance was begun in a browser and did not come back
   */
  public InstancePages(
      Catalogue catalogue,
      Instances instances,
      PendingChanges changes,
      InstanceSync sync,
      InstanceTrials trials,
      Practice practice,
      BiPredicate<Context, String> tryUnderWay) {
    this.practice = practice;
    this.tryUnderWay = tryUnderWay;
    this.trials = trials;
    this.catalogue = catalogue;
    this.instances = instances;
    this.changes = changes;
    this.sync = sync;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, NEW, (context, session) -> fresh(context, session, gate));
    gate.post(routes, NEW, (context, session) -> create(context, session, gate));
    gate.get(routes, ONE, (context, session) -> stored(context, session, gate));
    gate.post(routes, ONE, (context, session) -> save(context, session, gate));
  }

  private void fresh(Context context, OperatorSession session, Gate gate) {
    AvailableConnector connector = connector(String.valueOf(context.queryParam("connector")));
    Map<String, Object> suggested =
        practice.isFor(connector.metadata().id()) ? practice.values() : Map.of();
    FormView form = FormViews.stored(connector.form(), suggested, Map.of(), List.of());
    String id = freeId(connector.metadata().id());
    show(context, session, gate, freshPage(context, connector, id, "", form, isJson(context)));
  }

  private void create(Context context, OperatorSession session, Gate gate) {
    AvailableConnector connector = connector(parameter(context, "connector"));
    String id = parameter(context, "id").strip();
    String name = parameter(context, "name").strip();
    PostedConfig posted = posted(context, connector, Map.of());
    if (has(context, "preview")) {
      FormView again = FormViews.entered(connector.form(), posted.withoutProblems(), Map.of());
      show(context, session, gate, freshPage(context, connector, id, name, again, isJson(context)));
      return;
    }
    Attempt attempt =
        attempt(
            connector,
            posted,
            Set.of(),
            InstanceRules.problems(Optional.of(id), name, ids()),
            () ->
                instances.create(
                    id,
                    connector.metadata().id(),
                    new InstanceChange(posted.values(), Set.of(), name),
                    session.operator()));
    if (attempt.succeeded()) {
      context.redirect("/admin/instances/" + id + "?done=created", HttpStatus.SEE_OTHER);
      return;
    }
    context.status(ConsoleError.INVALID.httpStatus());
    FormView form =
        FormViews.entered(connector.form(), attempt.config(), Map.of()).after(above(attempt));
    InstancePage page = freshPage(context, connector, id, name, form, isJson(context));
    show(context, session, gate, page.refusing(attempt.above()));
  }

  private void stored(Context context, OperatorSession session, Gate gate) {
    StoredInstance instance = instances.get(context.pathParam("id"));
    Optional<AvailableConnector> installed = catalogue.find(instance.connectorId());
    if (installed.isEmpty()) {
      atRest(context, session, gate, instance);
      return;
    }
    AvailableConnector connector = installed.get();
    StoredInstance shown = shown(instance);
    var problems = StoredProblems.of(shown, trials.lastFailure(instance.id()));
    FormView form =
        FormViews.stored(
            connector.form(), shown.config(), shown.secrets(), problems.all(), origins(instance));
    String name = instance.displayName().orElse("");
    show(
        context,
        session,
        gate,
        storedPage(context, connector, instance, name, form, isJson(context), problems.title()));
  }

  /** Without its connector there is no form: what is stored, and why there is no more. */
  private void atRest(
      Context context, OperatorSession session, Gate gate, StoredInstance instance) {
    templates.render(
        context,
        "admin/instance-at-rest.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "instances"),
            "instance",
            instance,
            "missing",
            catalogue.missing(instance.connectorId()),
            "redirectUri",
            redirectUri(instance.id()),
            "config",
            JsonText.lines(instance.config()),
            "source",
            source(instance),
            "pending",
            PendingLine.of(changes.find(instance.id()))));
  }

  private void save(Context context, OperatorSession session, Gate gate) {
    StoredInstance instance = instances.get(context.pathParam("id"));
    AvailableConnector connector = connector(instance.connectorId());
    String name = parameter(context, "name").strip();
    StoredInstance shown = shown(instance);
    PostedConfig posted = posted(context, connector, shown.config());
    Set<String> kept = posted.kept(shown.secrets().keySet());
    Attempt attempt =
        attempt(
            connector,
            posted,
            kept,
            InstanceRules.problems(Optional.empty(), name, Set.of()),
            () ->
                changes.save(
                    instance.id(),
                    revision(context),
                    new InstanceChange(posted.values(), kept, name),
                    has(context, "live"),
                    session.operator()));
    if (attempt.succeeded()) {
      String done =
          changes.find(instance.id()).isPresent()
              ? "change-saved"
              : instance.enabled() && has(context, "live") ? "put-live" : "saved";
      context.redirect("/admin/instances/" + instance.id() + "?done=" + done, HttpStatus.SEE_OTHER);
      return;
    }
    context.status(ConsoleError.INVALID.httpStatus());
    FormView form =
        FormViews.entered(connector.form(), attempt.config(), shown.secrets(), origins(instance))
            .after(above(attempt));
    InstancePage page =
        storedPage(context, connector, instance, name, form, isJson(context), NOT_SAVED);
    show(context, session, gate, page.refusing(attempt.above()));
  }

  /** Problems of the fields above the config, for the summary. */
  private static List<FormView.Problem> above(Attempt attempt) {
    return attempt.above().stream()
        .map(
            problem ->
                new FormView.Problem(
                    problem.message(), "instance-" + problem.pointer().substring(1)))
        .toList();
  }

  /**
   * Saves what was entered, or tells all that is wrong with it.
   *
   * @param above what is wrong with the fields above the config
   */
  private static Attempt attempt(
      AvailableConnector connector,
      PostedConfig posted,
      Set<String> kept,
      List<ConfigProblem> above,
      Runnable save) {
    boolean readable = posted.problems().isEmpty() && above.isEmpty();
    try {
      if (readable) {
        save.run();
      } else {
        // What can be read is looked at as well, so that all is told at once.
        connector.validate(posted.values());
      }
      return new Attempt(posted, above);
    } catch (ConnectorException e) {
      List<ConfigProblem> problems =
          e.problems().isEmpty()
              ? List.of(new ConfigProblem("", "usable", String.valueOf(e.getMessage())))
              // Without what is kept, which is not in what was posted.
              : e.problems().stream().filter(p -> readable || !kept.contains(p.pointer())).toList();
      return new Attempt(posted.and(problems), above);
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.INVALID
          && e.error() != ConsoleError.CONFLICT
          && e.error() != ConsoleError.OTHER_PROVIDER
          && e.error() != ConsoleError.READ_ONLY) {
        throw e;
      }
      var problem = new ConfigProblem("", "usable", String.valueOf(e.getMessage()));
      return new Attempt(posted.and(List.of(problem)), above);
    }
  }

  /**
   * What became of a form.
   *
   * @param config with all that is wrong with it
   * @param above what is wrong with the fields above it
   */
  private record Attempt(PostedConfig config, List<ConfigProblem> above) {

    boolean succeeded() {
      return config.problems().isEmpty() && above.isEmpty();
    }
  }

  private void show(Context context, OperatorSession session, Gate gate, InstancePage page) {
    templates.render(
        context,
        "admin/instance.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "instances"),
            "page",
            page,
            "practiceSecret",
            practice.isFor(page.connector()) ? practice.secret() : "",
            "tryUnderWay",
            !page.fresh() && tryUnderWay.test(context, page.id())));
  }

  private InstancePage freshPage(
      Context context,
      AvailableConnector connector,
      String id,
      String name,
      FormView form,
      boolean json) {
    return page(
        context,
        connector,
        id,
        name,
        form,
        json,
        new Status("", 0, "", false, "", false, NOT_SAVED, PendingLine.NONE, "", ""));
  }

  private InstancePage storedPage(
      Context context,
      AvailableConnector connector,
      StoredInstance instance,
      String name,
      FormView form,
      boolean json,
      String problemsTitle) {
    var status =
        new Status(
            instance.state().name().toLowerCase(Locale.ROOT),
            instance.revision(),
            sync.problem(instance.id()).orElse(""),
            instance.tried(),
            source(instance),
            instance.readOnly(),
            problemsTitle,
            PendingLine.of(changes.find(instance.id())),
            target(connector, instance),
            trials.last(instance.id()).map(InstancePages::lastTry).orElse(""));
    return page(context, connector, instance.id(), name, form, json, status);
  }

  private InstancePage page(
      Context context,
      AvailableConnector connector,
      String id,
      String name,
      FormView form,
      boolean json,
      Status status) {
    var links = new LinkedHashMap<String, String>();
    connector.metadata().links().forEach((title, uri) -> links.put(title, uri.toString()));
    return new InstancePage(
        status.state().isEmpty(),
        connector.metadata().id(),
        connector.metadata().name().in(Languages.of(context)),
        id,
        name,
        status.revision(),
        status.state(),
        status.tried(),
        redirectUri(id),
        instances.redirectUri(ANY).toString().replace(ANY, "{id}"),
        Guide.of(connector.metadata().readme()),
        links,
        form,
        json,
        status.problem(),
        status.source(),
        status.readOnly(),
        status.problemsTitle(),
        status.pending(),
        catalogue.entry(connector).version(),
        status.target(),
        status.lastTry(),
        Map.of());
  }

  /** Whose people sign in by it; empty as long as its config does not tell. */
  private static String target(AvailableConnector connector, StoredInstance instance) {
    try {
      return connector.target(instance.id(), instance.config()).target();
    } catch (ConnectorException e) {
      return "";
    }
  }

  private static String lastTry(LastReport last) {
    return (last.report().passed() ? "passed" : "failed") + " at " + TIME.format(last.at());
  }

  /** The change that is not live yet, where there is one: that is what is worked at. */
  private StoredInstance shown(StoredInstance instance) {
    return changes.find(instance.id()).map(PendingChange::instance).orElse(instance);
  }

  private String source(StoredInstance instance) {
    String place =
        instance.readOnly()
            ? "In the file " + sync.file().map(String::valueOf).orElse("of instances")
            : "In the database";
    return instance.environment().isEmpty()
        ? place + "."
        : place + ", with values from the environment: " + instance.environment().size() + ".";
  }

  private static Origins origins(StoredInstance instance) {
    return new Origins(instance.environment(), instance.readOnly());
  }

  /** By the function that the flow uses; empty for what can be no id. */
  private String redirectUri(String id) {
    try {
      return instances.redirectUri(id).toString();
    } catch (ConsoleException e) {
      return "";
    }
  }

  private AvailableConnector connector(String id) {
    return catalogue.get(id);
  }

  /** Such as {@code github} for the connector github-universal. */
  private String freeId(String connector) {
    Set<String> taken = ids();
    String plain = connector.replaceFirst("-(universal|web)$", "");
    String id = plain;
    for (int i = 2; taken.contains(id); i++) {
      id = plain + "-" + i;
    }
    return id;
  }

  private Set<String> ids() {
    return Set.copyOf(instances.list().stream().map(StoredInstance::id).toList());
  }

  private static PostedConfig posted(
      Context context, AvailableConnector connector, Map<String, Object> stored) {
    return has(context, "json")
        ? PostedConfig.ofJson(connector.form(), parameter(context, "json"))
        : PostedConfig.ofForm(connector.form(), Forms.of(context), stored);
  }

  private static boolean isJson(Context context) {
    return has(context, "json") || "json".equals(context.queryParam("view"));
  }

  private static boolean has(Context context, String name) {
    return Forms.of(context).containsKey(name);
  }

  private static String parameter(Context context, String name) {
    List<String> values = Forms.of(context).getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  private static long revision(Context context) {
    try {
      return Long.parseLong(parameter(context, "revision"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private record Status(
      String state,
      long revision,
      String problem,
      boolean tried,
      String source,
      boolean readOnly,
      String problemsTitle,
      PendingLine pending,
      String target,
      String lastTry) {}
}
