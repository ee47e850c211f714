package dev.connectorkit.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Renders the templates, which escape whatever they are given. */
public final class Templates {

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /**
   * @param template such as {@code site/index.jte}
   */
  public void render(Context context, String template, Map<String, Object> model) {
    var output = new StringOutput();
    engine.render(template, model, output);
    context.contentType("text/html; charset=utf-8").result(output.toString());
  }
}
