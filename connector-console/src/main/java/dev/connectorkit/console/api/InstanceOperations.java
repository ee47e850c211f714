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
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private final InstanceOrder order;
  private final InstanceSync sync;

  public InstanceOperations(
      Catalogue catalogue, Instances instances, InstanceOrder order, InstanceSync sync) {
    this.catalogue = catalogue;
    this.instances = instances;
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
    routes.get("/order", request -> order());
    routes.put("/order", this::arrange);
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("items", instances.list().stream().map(this::json).toList());
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
    return ApiAnswer.created(ApiRoutes.ROOT + ALL + "/" + id, json(made)).at(made.revision());
  }

  private ApiAnswer update(ApiRequest request) {
    StoredInstance stored = stored(request);
    request.requireMatch(stored.revision());
    Body body = request.body();
    String name = body.optionalText("name").orElse("");
    Map<String, Object> config = body.object("config");
    body.end();
    AvailableConnector connector =
        catalogue
            .find(stored.connectorId())
            .orElseThrow(
                () ->
                    new ConsoleException(
                        ConsoleError.CONFLICT, catalogue.missing(stored.connectorId())));
    PostedConfig posted = PostedConfig.ofValues(connector.form(), config);
    Set<String> kept = posted.kept(stored.secrets().keySet());
    requireUsable(Optional.empty(), name, connector, posted, kept);
    var change = new InstanceChange(posted.values(), kept, name);
    return answer(
        Pointer.within(
            CONFIG,
            () ->
                ApiRequest.unlessChanged(
                    () ->
                        instances.update(
                            stored.id(), stored.revision(), change, request.actor()))));
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
    return ApiAnswer.ok(json(instance)).at(instance.revision());
  }

  private Map<String, Object> json(StoredInstance instance) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", instance.id());
    json.put("connector", instance.connectorId());
    json.put("name", instance.displayName().orElse(null));
    json.put("state", instance.state().name().toLowerCase(Locale.ROOT));
    json.put("tried", instance.tried());
    json.put("config", instance.config());
    json.put(
        "secrets",
        instance.secrets().entrySet().stream()
            .map(
                secret -> Map.of("pointer", secret.getKey(), "setAt", secret.getValue().toString()))
            .toList());
    json.put("redirectUri", instances.redirectUri(instance.id()).toString());
    json.put("problem", sync.problem(instance.id()).orElse(null));
    json.put("missingSecrets", List.copyOf(instance.missingSecrets()));
    json.put("environment", instance.environment());
    json.put("source", instance.source().name().toLowerCase(Locale.ROOT));
    json.put("changedAt", instance.changedAt().toString());
    return json;
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
