package dev.connectorkit.linkedin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.Map;

/** What LinkedIn does in its own way. The missing nonce stands in the wire shape. */
final class FakeLinkedIn implements PluginWorld.Quirks {

  @Override
  public FakeResponse apply(FakeRequest request, FakeResponse proper) {
    if (!request.path().equals("/oauth/v2/accessToken")) {
      return proper;
    }
    if (request.formParameter("code_verifier").isPresent()) {
      return error(401, "invalid_client", "Client authentication failed");
    }
    if (proper.status() == 400 && new String(proper.body(), UTF_8).contains("invalid_grant")) {
      return error(
          400,
          "invalid_request",
          "Unable to retrieve access token: appid/redirect uri/code verifier does not match"
              + " authorization code. Or authorization code expired.");
    }
    return proper;
  }

  private static FakeResponse error(int status, String error, String description) {
    return FakeResponse.json(status, Map.of("error", error, "error_description", description));
  }
}
