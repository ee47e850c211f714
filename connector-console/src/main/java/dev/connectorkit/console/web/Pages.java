package dev.connectorkit.console.web;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.ConnectorError;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders the templates, which escape whatever they are given. */
final class Pages {

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  void index(
      Context context,
      List<SignInButton> buttons,
      List<String> problems,
      boolean practice,
      boolean signedIn) {
    render(
        context,
        "index.jte",
        Map.of(
            "buttons", buttons, "problems", problems, "practice", practice, "signedIn", signedIn));
  }

  void profile(Context context, SignedInPerson person) {
    render(context, "profile.jte", Map.of("person", person));
  }

  void message(
      Context context, FailureText text, ConnectorError error, Optional<CompletedSignIn> signIn) {
    render(
        context,
        "message.jte",
        Map.of(
            "text", text,
            "code", error.code(),
            "signedInAs", signIn.map(SignedInPerson::of).map(SignedInPerson::name).orElse("")));
  }

  private void render(Context context, String template, Map<String, Object> model) {
    var output = new StringOutput();
    engine.render(template, model, output);
    context.contentType("text/html; charset=utf-8").result(output.toString());
  }
}
