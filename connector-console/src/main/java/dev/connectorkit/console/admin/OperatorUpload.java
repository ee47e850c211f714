package dev.connectorkit.console.admin;

import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Upload;
import io.javalin.http.Context;

/** Answers a form with a file, of somebody who is signed in. */
interface OperatorUpload {
  void answer(Context context, OperatorSession session, Upload upload);
}
