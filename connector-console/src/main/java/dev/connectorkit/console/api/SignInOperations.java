package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.watch.Outcome;
import dev.connectorkit.console.watch.SignInEntry;
import dev.connectorkit.console.watch.SignInLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The latest sign-ins. */
public final class SignInOperations implements ApiGroup {

  private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final SignInLog log;

  public SignInOperations(SignInLog log) {
    this.log = log;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.get("/sign-ins", this::list);
  }

  private ApiAnswer list(ApiRequest request) {
    PageOfList page = PageOfList.asked(request);
    Optional<String> instance = request.text("instance").map(SignInOperations::instance);
    Optional<Outcome> outcome = request.text("outcome").map(SignInOperations::outcome);
    Map<String, Object> body =
        page.json(
            log.entries(instance, outcome, page.before(), page.toRead()),
            SignInEntry::id,
            SignInOperations::json);
    body.put(
        "kept", Map.of("atMost", log.retention().atMost(), "days", log.retention().age().toDays()));
    return ApiAnswer.ok(body);
  }

  /** An id of an instance that is gone is no mistake: its sign-ins may be there. */
  private static String instance(String text) {
    if (!INSTANCE.matcher(text).matches()) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The parameter 'instance' must be the id of an instance: 1 to 63 of a-z, 0-9 and '-'.");
    }
    return text;
  }

  private static Outcome outcome(String text) {
    return Outcome.of(text)
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.INVALID,
                    Arrays.stream(Outcome.values())
                        .map(Outcome::code)
                        .collect(
                            Collectors.joining(
                                ", ", "The parameter 'outcome' must be one of ", "."))));
  }

  private static Map<String, Object> json(SignInEntry entry) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", entry.id());
    json.put("at", entry.at().toString());
    json.put("instance", entry.instanceId());
    json.put("outcome", entry.outcome().code());
    json.put("step", Json.orNull(entry.failedStep()));
    json.put("code", Json.orNull(entry.errorCode()));
    json.put("reference", Json.orNull(entry.reference()));
    json.put("application", Json.orNull(entry.application()));
    json.put("milliseconds", entry.took().toMillis());
    return json;
  }
}
