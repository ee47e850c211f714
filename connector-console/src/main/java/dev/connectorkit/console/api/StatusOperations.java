package dev.connectorkit.console.api;

import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.host.ConnectorHost;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** What a program looks at first: whether its token works, and what this console has. */
public final class StatusOperations implements ApiGroup {

  private final URI publicUrl;
  private final ConnectorHost host;
  private final InstanceSync sync;

  public StatusOperations(URI publicUrl, ConnectorHost host, InstanceSync sync) {
    this.publicUrl = publicUrl;
    this.host = host;
    this.sync = sync;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/status", this::status);
  }

  private ApiAnswer status(ApiRequest request) {
    List<StoredInstance> seen = sync.seen();
    var instances = new LinkedHashMap<String, Object>();
    for (StoredInstance.State state : StoredInstance.State.values()) {
      instances.put(
          state.name().toLowerCase(Locale.ROOT),
          seen.stream().filter(instance -> instance.state() == state).count());
    }
    instances.put(
        "notRunning",
        seen.stream().filter(instance -> sync.problem(instance.id()).isPresent()).count());
    var token = new LinkedHashMap<String, Object>();
    token.put("name", request.token().name());
    token.put("endsAt", request.token().endsAt().map(Instant::toString).orElse(null));
    token.put("rights", request.token().rights().stream().sorted().map(ApiRight::code).toList());
    var body = new LinkedHashMap<String, Object>();
    body.put("publicUrl", publicUrl.toString());
    body.put("token", token);
    body.put("connectors", host.connectors().size());
    body.put("unusableJars", host.plugins().problems().size());
    body.put("instances", instances);
    return ApiAnswer.ok(body);
  }
}
