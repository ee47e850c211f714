package dev.connectorkit.console.site;

import dev.connectorkit.console.web.RequestId;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.host.CompletedSignIn;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders the templates, which escape whatever they are given. */
final class Pages {

  private final Templates templates = new Templates();

  void index(
      Context context,
      List<SignInButton> buttons,
      List<String> problems,
      boolean practice,
      boolean signedIn) {
    templates.render(
        context,
        "site/index.jte",
        Map.of(
            "buttons", buttons, "problems", problems, "practice", practice, "signedIn", signedIn));
  }

  void profile(Context context, SignedInPerson person) {
    templates.render(context, "site/profile.jte", Map.of("person", person));
  }

  void message(Context context, FailureText text, String code, Optional<CompletedSignIn> signIn) {
    templates.render(
        context,
        "site/message.jte",
        Map.of(
            "text",
            text,
            "code",
            code,
            "reference",
            RequestId.of(context),
            "signedInAs",
            signIn.map(SignedInPerson::of).map(SignedInPerson::name).orElse("")));
  }
}
