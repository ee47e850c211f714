package dev.connectorkit.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.Map;
import java.util.Optional;

/** What GitHub does in its own way. */
final class FakeGitHub implements PluginWorld.Quirks {

  private static final Map<String, String> OWN_WORDS =
      Map.of(
          "invalid_grant", "bad_verification_code",
          "invalid_client", "incorrect_client_credentials");

  /** What the addresses answer, where not with addresses. */
  volatile Optional<FakeResponse> emails = Optional.empty();

  @Override
  public FakeResponse apply(FakeRequest request, FakeResponse proper) {
    boolean api =
        request.origin().getHost().startsWith("api.") || request.path().startsWith("/api/");
    if (api && request.header("user-agent").isEmpty()) {
      return FakeResponse.of(403, "text/plain", "Request forbidden by administrative rules.");
    }
    if (request.path().endsWith("/user/emails")) {
      return emails.orElse(proper);
    }
    if (!request.path().equals("/login/oauth/access_token")) {
      return proper;
    }
    if (!request.header("accept").orElse("").contains("application/json")) {
      return FakeResponse.of(200, "application/x-www-form-urlencoded", "access_token=gho_form");
    }
    return proper.status() == 200 ? proper : ownRefusal(proper);
  }

  /** An error comes with status 200. */
  private static FakeResponse ownRefusal(FakeResponse proper) {
    String body = new String(proper.body(), UTF_8);
    for (Map.Entry<String, String> word : OWN_WORDS.entrySet()) {
      body = body.replace(word.getKey(), word.getValue());
    }
    return proper.withStatus(200).withBody(body.getBytes(UTF_8));
  }
}
