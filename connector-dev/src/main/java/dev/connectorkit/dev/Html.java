package dev.connectorkit.dev;

import dev.connectorkit.testkit.world.FakeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The frame of every page. Plain HTML; only taking up changes by itself needs the script. */
final class Html {

  /** Pages load nothing but their own style, script and logo; no form-action, as it binds hops. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String STYLE = resource("workbench.css");

  private Html() {}

  /**
   * @param content HTML
   * @param revision of the workbench, for a page that is to be loaded anew when that changes
   */
  static FakeResponse page(int status, String title, String content, Optional<Long> revision) {
    String live =
        revision
            .map(
                number ->
                    "<script src=\"/live.js\" data-revision=\"%d\" defer></script>"
                        .formatted(number))
            .orElse("");
    return FakeResponse.html(
            status,
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title><style>%s</style>%s</head>
            <body><main>%s</main></body></html>
            """
                .formatted(escape(title), STYLE, live, content))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
