package dev.connectorkit.console.api;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.form.PostedConfig;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceOrder;
import dev.connectorkit.console.instance.InstanceRules;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChange;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured connectors. */
public final class InstanceOperations implements ApiGroup {

  private static final String ALL = "/instances";
  private static final String ONE = "/instances/{id}";
  private static final String CONFIG = "/config";

  private final Catalogue catalogue;
  private final Instances instances;
  private final PendingChanges changes;
  private final InstanceOrder order;
  private final InstanceSync sync;
  private final InstanceJson json;

  public InstanceOperations(
      Catalogue catalogue,
      Instances instances,
      PendingChanges changes,
      InstanceOrder order,
      InstanceSync sync) {
    this.catalogue = catalogue;
    this.instances = instances;
    this.changes = changes;
    this.json = new InstanceJson(instances, changes, sync);
    this.order = order;
    this.sync = sync;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get(ALL, request -> list());
    routes.post(ALL, this::create);
    routes.get(ONE, request -> answer(stored(request)));
    routes.put(ONE, this::update);
    routes.delete(ONE, this::remove);
    routes.post(ONE + "/enable", this::enable);
    routes.post(ONE + "/disable", this::disable);
    routes.post(ONE + "/put-live", this::putLive);
    routes.delete(ONE + "/pending", this::discard);
    routes.get("/order", request -> order());
    routes.put("/order", this::arrange);
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("items", json.all(instances.list()));
    body.put("problems", SourceProblems.json(sync.sourceProblems()));
    return ApiAnswer.ok(body);
  }

  private ApiAnswer create(ApiRequest request) {
    Body body = request.body();
    String id = body.text("id");
    String connectorId = body.text("connector");
    String name = body.optionalText("name").orElse("");
    Map<String, Object> config = body.object("config");
    body.end();
    AvailableConnector connector =
        catalogue.find(connectorId).orElseThrow(InstanceOperations::noSuchConnector);
    PostedConfig posted = PostedConfig.ofValues(connector.form(), config);
    // That an id is taken is a conflict, and told alone.
    requireUsable(Optional.of(id), name, connector, posted, Set.of());
    StoredInstance made =
        Pointer.within(
            CONFIG,
            () ->
                instances.create(
                    id,
                    connectorId,
                    new InstanceChange(posted.values(), Set.of(), name),
                    request.actor()));
    return ApiAnswer.created(ApiRoutes.ROOT + ALL + "/" + id, json.of(made)).at(made.revision());
  }

  private ApiAnswer update(ApiRequest request) {
    StoredInstance stored = stored(request);
    request.requireMatch(stored.revision());
    Body body = request.body();
    String name = body.optionalText("name").orElse("");
    Map<String, Object> config = body.object("config");
    boolean live = body.flag("live");
    body.end();
    AvailableConnector connector =
        catalogue
            .find(stored.connectorId())
            .orElseThrow(
                () ->
                    new ConsoleException(
                        ConsoleError.CONFLICT, catalogue.missing(stored.connectorId())));
    PostedConfig posted = PostedConfig.ofValues(connector.form(), config);
    Set<String> kept =
        posted.kept(
            changes
                .find(stored.id())
                .map(PendingChange::instance)
                .orElse(stored)
                .secrets()
                .keySet());
    requireUsable(Optional.empty(), name, connector, posted, kept);
    var change = new InstanceChange(posted.values(), kept, name);
    return answer(
        Pointer.within(
            CONFIG,
            () ->
                ApiRequest.unlessChanged(
                    () ->
                        changes.save(
                            stored.id(), stored.revision(), change, live, request.actor()))));
  }

  /** Tells all at once: what it is called, and its config. */
  private static void requireUsable(
      Optional<String> id,
      String name,
      AvailableConnector connector,
      PostedConfig posted,
      Set<String> kept) {
    List<ConfigProblem> wrong = new ArrayList<>(InstanceRules.problems(id, name, Set.of()));
    if (wrong.isEmpty()) {
      return;
    }
    try {
      connector.validate(posted.values());
    } catch (ConnectorException e) {
      e.problems().stream()
          .filter(problem -> !kept.contains(problem.pointer()))
          .map(
              problem ->
                  new ConfigProblem(
                      CONFIG + problem.pointer(), problem.keyword(), problem.message()))
          .forEach(wrong::add);
    }
    throw new ConsoleException(ConsoleError.INVALID, wrong.get(0).message(), wrong);
  }

  private ApiAnswer remove(ApiRequest request) {
    StoredInstance stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    instances.remove(stored.id(), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer enable(ApiRequest request) {
    Body body = request.optionalBody();
    boolean anyway = body.flag("anyway");
    body.end();
    StoredInstance stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    return answer(instances.enable(stored.id(), anyway, request.actor()));
  }

  private ApiAnswer putLive(ApiRequest request) {
    Body body = request.optionalBody();
    boolean anyway = body.flag("anyway");
    body.end();
    StoredInstance stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    return answer(changes.putLive(stored.id(), anyway, request.actor()));
  }

  private ApiAnswer discard(ApiRequest request) {
    StoredInstance stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    return answer(changes.discard(stored.id(), request.actor()));
  }

  private ApiAnswer disable(ApiRequest request) {
    request.optionalBody().end();
    StoredInstance stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    return answer(instances.disable(stored.id(), request.actor()));
  }

  private ApiAnswer order() {
    return ApiAnswer.ok(
        Map.of(
            "order",
            instances.list().stream()
                .filter(instance -> !instance.readOnly())
                .map(StoredInstance::id)
                .toList()));
  }

  private ApiAnswer arrange(ApiRequest request) {
    Body body = request.body();
    List<String> order = body.texts("order");
    body.end();
    this.order.arrange(order, request.actor());
    return order();
  }

  private StoredInstance stored(ApiRequest request) {
    return instances.get(request.part("id"));
  }

  private ApiAnswer answer(StoredInstance instance) {
    return json.answer(instance);
  }

  private static ConnectorException noSuchConnector() {
    return ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
        .message("The connector is not installed.")
        .problems(
            List.of(
                new ConfigProblem(
                    "/connector",
                    "enum",
                    "'connector' must be the id of one that is installed. Put its jar into the"
                        + " plugins folder, or look at /connectors for those that are.")))
        .build();
  }
}
