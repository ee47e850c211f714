package dev.connectorkit.console.web;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.InputStream;
import java.util.Map;

/** The site's styles and scripts, and its icon. */
final class Assets {

  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String PICTURE = "image/svg+xml";

  /** Where a file comes from: this package, or a library's own place, which has its version. */
  private static final Map<String, String> FILES =
      Map.of(
          "style.css", "style.css",
          "admin.css", "admin.css",
          "form.css", "form.css",
          "preview.css", "preview.css",
          "copy.js", "copy.js",
          "config-form.js", "config-form.js",
          "order.js", "order.js",
          "icon.svg", "icon.svg",
          "sortable.js", "/META-INF/resources/webjars/sortablejs/1.15.6/Sortable.min.js");

  private Assets() {}

  static void serve(Context context) {
    String file = context.pathParam("file");
    String place = FILES.get(file);
    InputStream content = place == null ? null : Assets.class.getResourceAsStream(place);
    if (content == null) {
      throw new NotFoundResponse();
    }
    context.contentType(type(file)).result(content);
  }

  private static String type(String file) {
    return file.endsWith(".css") ? CSS : file.endsWith(".svg") ? PICTURE : SCRIPT;
  }
}
