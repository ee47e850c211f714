package dev.connectorkit.console.form;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** A page with nothing but one form, drawn by the templates that the console's pages use. */
final class FormPage {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  private FormPage() {}

  static String of(FormView form, boolean script) {
    return """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="/assets/style.css"><link rel="stylesheet" href="/assets/form.css">
    </head><body><main><section class="card"><h1>Form</h1>
    <form class="config" method="post" novalidate>%s%s<button id="save">Save</button></form>
    </section></main>%s</body></html>
    """
        .formatted(
            render(
                "form/problems.jte",
                Map.of("form", form, "title", "It is not saved yet", "refused", true)),
            render("form/fields.jte", Map.of("form", form)),
            script ? "<script src=\"/assets/config-form.js\" type=\"module\"></script>" : "");
  }

  static String json(FormView form) {
    return render("form/json.jte", Map.of("form", form));
  }

  private static String render(String template, Map<String, Object> model) {
    var output = new StringOutput();
    ENGINE.render(template, model, output);
    return output.toString();
  }
}
