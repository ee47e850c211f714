package dev.connectorkit.console.site;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Somebody else whose sign-ins come back to the same addresses. */
public interface CallbackGuest {

  /** No one. */
  CallbackGuest NOBODY = (context, instance, parameters) -> false;

  /** The first one of several that a callback is of. */
  static CallbackGuest firstOf(CallbackGuest... guests) {
    List<CallbackGuest> all = List.of(guests);
    return (context, instance, parameters) ->
        all.stream().anyMatch(guest -> guest.answers(context, instance, parameters));
  }

  /**
   * Looks at a callback before the site does.
   *
   * @param parameters all that came, in query and form
   * @return false when it is of none of theirs, and untouched
   */
  boolean answers(Context context, String instance, Map<String, List<String>> parameters);
}
