package dev.connectorkit.google;

import dev.connectorkit.host.CompletedCredential;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedCredential;
import dev.connectorkit.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The code of docs/integrations/google.md, word for word; OneTapIT runs it. */
final class OneTapPage {

  private OneTapPage() {}

  record Shown(String html, Secret browserToken) {}

  static Shown show(ConnectorHost host, Optional<Secret> browserToken) {
    StartedCredential oneTap = host.beginCredential("google", browserToken);
    String attributes =
        oneTap.settings().entrySet().stream()
            .map(setting -> "data-" + setting.getKey() + "=\"" + setting.getValue() + "\"")
            .collect(Collectors.joining(" "));
    String html =
        "<script src=\""
            + oneTap.script()
            + "\" async></script>"
            + "<div id=\"g_id_onload\" "
            + attributes
            + "></div>";
    return new Shown(html, oneTap.browserToken());
  }

  static String take(
      ConnectorHost host, Map<String, List<String>> form, Optional<Secret> browserToken) {
    CompletedCredential done = host.completeCredential("google", form, browserToken);
    String account = done.target() + ":" + done.profile().id();
    return account;
  }
}
