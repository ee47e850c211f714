package dev.connectorkit.console.admin;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a page says after a form: chosen by a word in the address, so nothing else can be said. */
final class Notices {

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("created", "The draft is saved. Nobody sees it until you enable it."),
          Map.entry("saved", "The changes are saved."),
          Map.entry("enabled", "It is on the sign-in page now."),
          Map.entry("disabled", "It is off the sign-in page now."),
          Map.entry("moved", "The order is changed."),
          Map.entry("moved-up", "The order is changed."),
          Map.entry("moved-down", "The order is changed."),
          Map.entry("removed", "It is removed."),
          Map.entry(
              "change-saved", "The change is saved, and not live yet. Try it, then put it live."),
          Map.entry("put-live", "People sign in with the change now."),
          Map.entry("discarded", "The change is discarded."),
          Map.entry("application-removed", "The application is removed."),
          Map.entry("released", "It is released. Its id and target may be another provider's."),
          Map.entry("imported", "The plan was applied."),
          Map.entry("reloaded", "The plugins folder was read again."),
          Map.entry("plugin-added", "The plugin is in use."),
          Map.entry("plugin-upgraded", "The plugin is in use, in the place of its former version."),
          Map.entry("plugin-enabled", "The plugin is in use again."),
          Map.entry("plugin-disabled", "The plugin is out of use. Its jar is kept."),
          Map.entry("plugin-removed", "The plugin is removed."),
          Map.entry("token-made", "The token is made."),
          Map.entry("revoked", "The token is revoked."),
          Map.entry("password", "The password is changed. Other sessions have ended."),
          Map.entry("signed-out", "You are signed out."),
          Map.entry("logo-set", "The logo is set."),
          Map.entry("logo-removed", "The logo is removed."),
          Map.entry("secret-removed", "The secret is removed."),
          Map.entry("signing-key", "Another key signs from now on."));

  /** What is said when it is known what it was done to. */
  private static final Map<String, String> NAMING =
      Map.ofEntries(
          Map.entry("enabled", "'{0}' is on the sign-in page now."),
          Map.entry("disabled", "'{0}' is off the sign-in page now."),
          Map.entry("moved", "'{0}' is at another place now."),
          Map.entry("moved-up", "'{0}' moved up."),
          Map.entry("moved-down", "'{0}' moved down."),
          Map.entry("removed", "'{0}' is removed."),
          Map.entry("plugin-added", "The plugin '{0}' is in use."),
          Map.entry(
              "plugin-upgraded", "The plugin '{0}' is in use, in the place of its former version."),
          Map.entry("plugin-enabled", "The plugin '{0}' is in use again."),
          Map.entry("plugin-disabled", "The plugin '{0}' is out of use. Its jar is kept."),
          Map.entry("plugin-removed", "The plugin '{0}' is removed."));

  // An id of something that may be gone. Nothing else from an address gets into a sentence.
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private Notices() {}

  /** Where a form leads to when it is done. */
  static String at(String path, String done, String id) {
    return path + "?done=" + done + "&of=" + id;
  }

  static String of(Context context) {
    return subject(context)
        .map(id -> of(context, id))
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> TEXTS.getOrDefault(done(context), ""));
  }

  /**
   * @param name of what it was done to
   */
  static String of(Context context, String name) {
    return NAMING.getOrDefault(done(context), "").replace("{0}", name);
  }

  /** The id of what something was done to. */
  static Optional<String> subject(Context context) {
    return Optional.ofNullable(context.queryParam("of")).filter(id -> ID.matcher(id).matches());
  }

  /**
   * The button of a list that was pressed, or the one beside it when that cannot be pressed any
   * more.
   *
   * @param first whether the entry is at the top
   * @param last whether it is at the bottom
   */
  static String pressed(Context context, String id, boolean first, boolean last) {
    return switch (done(context)) {
      case "moved-up", "moved" -> first ? "down-" + id : "up-" + id;
      case "moved-down" -> last ? "up-" + id : "down-" + id;
      default -> "switch-" + id;
    };
  }

  private static String done(Context context) {
    return String.valueOf(context.queryParam("done"));
  }
}
