package dev.connectorkit.console.admin;

import io.javalin.http.Context;
import java.util.Map;

/** What a page says after a form: chosen by a word in the address, so nothing else can be said. */
final class Notices {

  private static final Map<String, String> TEXTS =
      Map.of(
          "created", "The draft is saved. Nobody sees it until you enable it.",
          "saved", "The changes are saved.",
          "enabled", "It is on the sign-in page now.",
          "disabled", "It is off the sign-in page now.",
          "moved", "The order is changed.",
          "removed", "It is removed.",
          "reloaded", "The plugins folder was read again.",
          "revoked", "The token is revoked.",
          "password", "The password is changed. Other sessions have ended.",
          "signed-out", "You are signed out.");

  private Notices() {}

  static String of(Context context) {
    return TEXTS.getOrDefault(String.valueOf(context.queryParam("done")), "");
  }
}
