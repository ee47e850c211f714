package dev.connectorkit.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportOptions;
import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Export and import: a plan first, then what was planned. */
public final class TransferOperations implements ApiGroup {

  private static final String FILE = "/file";

  private final Transfer transfer;

  public TransferOperations(Transfer transfer) {
    this.transfer = transfer;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/export", this::export);
    // It changes nothing, and tells whether a secret in the file is the stored one.
    routes.post("/import/plan", this::plan);
    routes.post("/import", this::apply);
  }

  private ApiAnswer export(ApiRequest request) {
    return ApiAnswer.ok(
        new RawValue(transfer.export(request.flag("logos", true), request.actor()).text()));
  }

  private ApiAnswer plan(ApiRequest request) {
    Body body = request.body();
    Map<String, Object> file = body.object("file");
    var options = new ImportOptions(body.flag("remove"), body.flag("enableUntried"));
    body.end();
    return ApiAnswer.ok(
        Pointer.within(
            FILE, () -> json(transfer.plan(parsed(file), References.refused(), options))));
  }

  private ApiAnswer apply(ApiRequest request) {
    Body body = request.body();
    Map<String, Object> file = body.object("file");
    var options = new ImportOptions(body.flag("remove"), body.flag("enableUntried"));
    long revision = body.number("revision");
    body.end();
    return ApiAnswer.ok(
        Pointer.within(
            FILE,
            () ->
                json(
                    transfer.apply(
                        parsed(file), References.refused(), options, revision, request.actor()))));
  }

  private static InstancesFile parsed(Map<String, Object> file) {
    return InstancesFile.parse(new String(Json.write(file), UTF_8));
  }

  private static Map<String, Object> json(ImportPlan plan) {
    var json = new LinkedHashMap<String, Object>();
    json.put("revision", plan.revision());
    json.put("reordered", plan.reordered());
    json.put("steps", plan.steps().stream().map(TransferOperations::step).toList());
    json.put("applications", plan.applications().stream().map(TransferOperations::step).toList());
    return json;
  }

  private static Map<String, Object> step(ImportPlan.Step step) {
    var json = new LinkedHashMap<String, Object>();
    json.put("action", step.action().code());
    json.put("id", step.id());
    json.put("connector", step.connectorId());
    json.put("state", step.state().name().toLowerCase(Locale.ROOT));
    json.put(
        "differences", step.differences().stream().map(TransferOperations::difference).toList());
    json.put("missingSecrets", List.copyOf(step.missingSecrets()));
    json.put("untried", step.untried());
    json.put("waits", step.waits());
    return json;
  }

  private static Map<String, Object> step(ImportPlan.ApplicationStep step) {
    var json = new LinkedHashMap<String, Object>();
    json.put("action", step.action().code());
    json.put("clientId", step.clientId());
    json.put("name", step.name());
    json.put(
        "differences", step.differences().stream().map(TransferOperations::difference).toList());
    json.put("needsSecret", step.needsSecret());
    return json;
  }

  private static Map<String, Object> difference(Difference difference) {
    var json = new LinkedHashMap<String, Object>();
    json.put("place", difference.place());
    json.put("before", Json.orNull(difference.before()));
    json.put("after", Json.orNull(difference.after()));
    return json;
  }
}
