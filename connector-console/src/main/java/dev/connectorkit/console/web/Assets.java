package dev.connectorkit.console.web;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.InputStream;
import java.util.Map;

/** The site's style and script. */
final class Assets {

  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "style.css", CSS,
          "admin.css", CSS,
          "form.css", CSS,
          "preview.css", CSS,
          "copy.js", SCRIPT,
          "config-form.js", SCRIPT);

  private Assets() {}

  static void serve(Context context) {
    String file = context.pathParam("file");
    String type = TYPES.get(file);
    InputStream content = type == null ? null : Assets.class.getResourceAsStream(file);
    if (content == null) {
      throw new NotFoundResponse();
    }
    context.contentType(type).result(content);
  }
}
