package dev.connectorkit.console.admin;

import dev.connectorkit.console.operator.OperatorSession;
import io.javalin.http.Context;

/** A page, or a form's target, for somebody who is signed in. */
public interface OperatorPage {
  void answer(Context context, OperatorSession session);
}
