package dev.connectorkit.discord;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.Optional;

/** What Discord does in its own way. */
final class FakeDiscord implements PluginWorld.Quirks {

  /** What the user's address answers, where not with the user. */
  volatile Optional<FakeResponse> user = Optional.empty();

  @Override
  public FakeResponse apply(FakeRequest request, FakeResponse proper) {
    if (request.header("user-agent").isEmpty()) {
      return FakeResponse.html(403, "<h1>error code: 1010</h1>");
    }
    return request.path().equals("/api/v10/users/@me") ? user.orElse(proper) : proper;
  }
}
