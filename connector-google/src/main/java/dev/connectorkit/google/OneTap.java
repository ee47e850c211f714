package dev.connectorkit.google;

import dev.connectorkit.oauth.CredentialScript;
import dev.connectorkit.oauth.ProfileMapper;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.CredentialRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One Tap: Google's script posts an ID Token as {@code credential}. */
final class OneTap {

  private OneTap() {}

  static CredentialScript script(ConnectorConfig config) {
    return new CredentialScript(
        URI.create("https://accounts.google.com/gsi/client"),
        "credential",
        request -> settings(config, request),
        ProfileMapper::standardClaims);
  }

  /** As the script's data attributes and its configuration call them. */
  private static Map<String, String> settings(ConnectorConfig config, CredentialRequest request) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("client_id", config.text("clientId"));
    settings.put("nonce", request.state());
    settings.put("login_uri", request.receiver().toString());
    settings.put("auto_select", String.valueOf(config.flag("oneTapAutoSelect")));
    settings.put("cancel_on_tap_outside", String.valueOf(config.flag("oneTapCloseOutside")));
    settings.put("itp_support", String.valueOf(config.flag("oneTapItpSupport")));
    return settings;
  }
}
