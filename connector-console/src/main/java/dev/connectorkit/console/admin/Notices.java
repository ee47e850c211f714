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
          Map.entry(
              "change-saved", "The change is saved, and not live yet. Try it, then put it live."),
          Map.entry("put-live", "People sign in with the change now."),
          Map.entry("discarded", "The change is discarded."),
          Map.entry("released", "It is released. Its id and target may be another provider's."),
          Map.entry("imported", "The plan was applied."),
          Map.entry("reloaded", "The plugins folder was read again."),
          Map.entry("plugin-added", "The plugin is in use."),
          Map.entry("plugin-enabled", "The plugin is in use again."),
          Map.entry("plugin-disabled", "The plugin is out of use. Its jar is kept."),
          Map.entry("plugin-removed", "The plugin is removed."),
          Map.entry("revoked", "The token is revoked."),
          Map.entry("password", "The password is changed. Other sessions have ended."),
          Map.entry("signed-out", "You are signed out."),
          Map.entry("logo-set", "The logo is set."),
          Map.entry("logo-removed", "The logo is removed."),
          Map.entry("secret-removed", "The secret is removed."),
          Map.entry("signing-key", "Another key signs from now on."));

  private Notices() {}

  static String of(Context context) {
    return TEXTS.getOrDefault(String.valueOf(context.queryParam("done")), "");
  }
}
