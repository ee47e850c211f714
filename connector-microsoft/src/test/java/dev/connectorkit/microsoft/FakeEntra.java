package dev.connectorkit.microsoft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.regex.Matcher;

/** What Entra ID does in its own way. */
final class FakeEntra implements PluginWorld.Quirks {

  static final String TENANT = "7f3c1a52-94d8-4b0e-8a6d-2c51e09f7b34";
  static final String OTHER_TENANT = "11111111-2222-4333-8444-555555555555";
  static final String TEMPLATE = "https://login.microsoftonline.com/{tenantid}/v2.0";

  private final String audience;

  /** The issuer that the key set gives its keys to. */
  volatile String keyIssuer = TEMPLATE;

  /**
   * @param audience the tenant in the addresses: an id, a domain, or one of the words for many
   */
  FakeEntra(String audience) {
    this.audience = audience;
  }

  @Override
  public FakeResponse apply(FakeRequest request, FakeResponse proper) {
    if (request.path().endsWith("/openid-configuration")
        && audience.matches("common|organizations")) {
      return replaced(proper, "\"issuer\":\"[^\"]*\"", "\"issuer\":\"" + TEMPLATE + "\"");
    }
    if (request.path().endsWith("/keys")) {
      return replaced(proper, "\"kid\":", "\"issuer\":\"" + keyIssuer + "\",\"kid\":");
    }
    return proper;
  }

  /** The wire shape with addresses for another audience, and tokens of another tenant. */
  static WireShape at(String audience, String tokenTenant) {
    String authority = "https://login.microsoftonline.com/";
    return PluginWorld.shipped(
        text ->
            text.replace(authority + TENANT, authority + audience)
                .replace(
                    "\"issuer\": \"" + authority + audience,
                    "\"issuer\": \"" + authority + tokenTenant)
                .replaceAll("(?<!/)" + TENANT, tokenTenant));
  }

  private static FakeResponse replaced(FakeResponse response, String pattern, String by) {
    String body = new String(response.body(), UTF_8);
    return response.withBody(
        body.replaceAll(pattern, Matcher.quoteReplacement(by)).getBytes(UTF_8));
  }
}
