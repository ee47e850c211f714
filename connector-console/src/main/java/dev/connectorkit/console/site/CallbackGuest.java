package dev.connectorkit.console.site;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Somebody else whose sign-ins come back to the same addresses. */
public interface CallbackGuest {

  /** No one. */
  CallbackGuest NOBODY = (context, instance, parameters) -> false;

  /**
   * Looks at a callback before the site does.
   *
   * @param parameters all that came, in query and form
   * @return false when it is of none of theirs, and untouched
   */
  boolean answers(Context context, String instance, Map<String, List<String>> parameters);
}
