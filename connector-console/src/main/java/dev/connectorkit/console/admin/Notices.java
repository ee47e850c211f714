package dev.connectorkit.console.admin;

import io.javalin.http.Context;
import java.util.Map;

/** What a page says after a form: chosen by a word in the address, so nothing else can be said. */
final class Notices {

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("created", "The draft is saved. Nobody sees it until you enable it."),
          Map.entry("saved", "The changes are saved."),
          Map.entry("enabled", "It is on the sign-in page now."),
          Map.entry("disabled", "It is off the sign-in page now."),
          Map.entry("moved", "The order is changed."),
          Map.entry("removed", "It is removed."),
          Map.entry("imported", "The plan was applied."),
          Map.entry("reloaded", "The plugins folder was read again."),
          Map.entry("revoked", "The token is revoked."),
          Map.entry("password", "The password is changed. Other sessions have ended."),
          Map.entry("signed-out", "You are signed out."));

  private Notices() {}

  static String of(Context context) {
    return TEXTS.getOrDefault(String.valueOf(context.queryParam("done")), "");
  }
}
