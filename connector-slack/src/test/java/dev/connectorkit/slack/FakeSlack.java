package dev.connectorkit.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.Map;

/** What Slack does in its own way: every call is answered with status 200, and "ok" or an error. */
final class FakeSlack implements PluginWorld.Quirks {

  private static final Map<String, String> OWN_WORDS =
      Map.of(
          "invalid_grant", "invalid_code",
          "invalid_client", "bad_client_secret",
          "invalid_token", "invalid_auth");

  @Override
  public FakeResponse apply(FakeRequest request, FakeResponse proper) {
    if (!request.path().startsWith("/api/") || proper.status() == 200 || proper.status() == 429) {
      return proper;
    }
    String body = new String(proper.body(), UTF_8);
    String error =
        OWN_WORDS.entrySet().stream()
            .filter(word -> body.contains(word.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("fatal_error");
    return FakeResponse.json(200, Map.of("ok", false, "error", error));
  }
}
