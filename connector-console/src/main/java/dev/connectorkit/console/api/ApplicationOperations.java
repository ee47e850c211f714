package dev.connectorkit.console.api;

import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.SigningKeys;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The applications that may have people sign in here, and what they are told is signed with. */
public final class ApplicationOperations implements ApiGroup {

  private static final String ALL = "/applications";
  private static final String ONE = "/applications/{id}";
  // As many as are told; a body may name thousands.
  private static final int TOLD = 20;

  private final Applications applications;
  private final SigningKeys keys;
  private final String issuer;
  private final Instances instances;

  public ApplicationOperations(HandoverServices handover, Instances instances) {
    this.applications = handover.applications();
    this.keys = handover.signingKeys();
    this.issuer = handover.idTokens().issuer();
    this.instances = instances;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get(ALL, request -> list());
    routes.post(ALL, this::register);
    routes.get(ONE, request -> answer(stored(request)));
    routes.put(ONE, this::update);
    routes.delete(ONE, this::remove);
    routes.post(ONE + "/secrets", this::addSecret);
    routes.delete(ONE + "/secrets/{secret}", this::removeSecret);
    routes.post("/signing-key/exchange", this::exchangeKey);
  }

  private ApiAnswer list() {
    var body = new LinkedHashMap<String, Object>();
    body.put("issuer", issuer);
    body.put("items", applications.list().stream().map(ApplicationOperations::json).toList());
    return ApiAnswer.ok(body);
  }

  private ApiAnswer register(ApiRequest request) {
    ApplicationChange given = given(request, Set.of());
    return told(applications.register(given, request.actor()));
  }

  private ApiAnswer update(ApiRequest request) {
    Application stored = stored(request);
    request.requireMatch(stored.revision());
    // It may go on to name an instance that is gone.
    ApplicationChange given = given(request, Set.copyOf(stored.instances()));
    return answer(
        ApiRequest.unlessChanged(
            () ->
                applications.update(stored.clientId(), stored.revision(), given, request.actor())));
  }

  private ApiAnswer remove(ApiRequest request) {
    Application stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    applications.remove(stored.clientId(), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer addSecret(ApiRequest request) {
    request.optionalBody().end();
    Application stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    return told(applications.addSecret(stored.clientId(), request.actor()));
  }

  private ApiAnswer removeSecret(ApiRequest request) {
    Application stored = stored(request);
    request.requireMatchIfSent(stored.revision());
    applications.removeSecret(stored.clientId(), request.part("secret"), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer exchangeKey(ApiRequest request) {
    request.optionalBody().end();
    return ApiAnswer.ok(Map.of("keyId", keys.rotate(request.actor())));
  }

  private ApplicationChange given(ApiRequest request, Set<String> formerInstances) {
    Body body = request.body();
    var given =
        new ApplicationChange(
            body.text("name"), body.texts("redirectUris"), body.texts("instances"));
    body.end();
    requireKnown(given.instances(), formerInstances);
    return given;
  }

  /** On the page only those that exist can be chosen; a misspelt one would never be noticed. */
  private void requireKnown(List<String> asked, Set<String> former) {
    var known = new HashSet<>(former);
    instances.list().stream().map(StoredInstance::id).forEach(known::add);
    var problems = new ArrayList<ConfigProblem>();
    for (int i = 0; i < asked.size() && problems.size() < TOLD; i++) {
      if (!known.contains(asked.get(i))) {
        problems.add(
            new ConfigProblem(
                "/instances/" + i, "enum", "There is no instance of this id. See /instances."));
      }
    }
    if (!problems.isEmpty()) {
      throw ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
          .message("The application names an instance that does not exist.")
          .problems(problems)
          .build();
    }
  }

  private Application stored(ApiRequest request) {
    return applications.get(request.part("id"));
  }

  private static ApiAnswer answer(Application application) {
    return ApiAnswer.ok(json(application)).at(application.revision());
  }

  /** The one answer that has a secret. */
  private static ApiAnswer told(Applications.Registered registered) {
    Application application = registered.application();
    Map<String, Object> body = json(application);
    body.put("secret", registered.secret().reveal());
    return ApiAnswer.created(ApiRoutes.ROOT + ALL + "/" + application.clientId(), body)
        .at(application.revision());
  }

  private static Map<String, Object> json(Application application) {
    var json = new LinkedHashMap<String, Object>();
    json.put("clientId", application.clientId());
    json.put("name", application.name());
    json.put("redirectUris", application.redirectUris());
    json.put("instances", application.instances());
    json.put("secrets", application.secrets().stream().map(ApplicationOperations::secret).toList());
    json.put("createdAt", application.createdAt().toString());
    json.put("changedAt", application.changedAt().toString());
    return json;
  }

  /** What names it, and nothing of it. */
  private static Map<String, Object> secret(Application.MadeSecret secret) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", secret.id());
    json.put("madeAt", secret.madeAt().toString());
    return json;
  }
}
