package dev.connectorkit.console.api;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.trial.InstanceTrials;
import dev.connectorkit.console.trial.ProgramTries;
import dev.connectorkit.console.trial.ProgramTry;
import dev.connectorkit.console.trial.Reports;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Checks and tries. A program begins a try, a person finishes it in a browser. */
public final class TrialOperations implements ApiGroup {

  private final InstanceTrials trials;
  private final ProgramTries tries;
  private final URI publicUrl;

  /**
   * @param publicUrl where browsers reach the console
   */
  public TrialOperations(InstanceTrials trials, ProgramTries tries, URI publicUrl) {
    this.trials = trials;
    this.tries = tries;
    this.publicUrl = publicUrl;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.post("/instances/{id}/check", this::check);
    routes.post("/instances/{id}/tries", this::begin);
    routes.get("/tries/{id}", this::get);
  }

  private ApiAnswer check(ApiRequest request) {
    request.optionalBody().end();
    return ApiAnswer.ok(Reports.of(trials.check(request.part("id"))));
  }

  private ApiAnswer begin(ApiRequest request) {
    request.optionalBody().end();
    ProgramTry begun = trials.beginForProgram(request.part("id"), request.actor());
    return ApiAnswer.created(ApiRoutes.ROOT + "/tries/" + begun.id(), json(begun));
  }

  private ApiAnswer get(ApiRequest request) {
    return ApiAnswer.ok(
        json(
            tries
                .find(request.part("id"))
                .orElseThrow(
                    () ->
                        new ConsoleException(
                            ConsoleError.NOT_FOUND,
                            "There is no such try. Tries are kept for an hour."))));
  }

  private Map<String, Object> json(ProgramTry one) {
    boolean waiting = one.state() == ProgramTry.State.WAITING;
    var json = new LinkedHashMap<String, Object>();
    json.put("id", one.id());
    json.put("instance", one.instanceId());
    json.put("state", one.state().name().toLowerCase(Locale.ROOT));
    json.put("link", waiting ? publicUrl.resolve("/admin/tries/" + one.id()).toString() : null);
    json.put("begunBy", one.begunBy());
    json.put("begunAt", one.begunAt().toString());
    json.put("endsAt", one.endsAt().toString());
    json.put("report", one.report().map(RawValue::new).orElse(null));
    return json;
  }
}
