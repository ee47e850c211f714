package dev.connectorkit.console.site;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.RequestId;
import dev.connectorkit.console.web.SecurityHeaders;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.console.web.Texts;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public pages, in the language of whoever looks at them. */
public final class Pages {

  private final Templates templates = new Templates();
  private final boolean profilePage;

  /** Of a site without a page about who signed in. */
  public Pages() {
    this(false);
  }

  Pages(boolean profilePage) {
    this.profilePage = profilePage;
  }

  public void choice(Context context, ChoicePage page) {
    render(context, "site/index.jte", Map.of("page", page, "profilePage", profilePage));
  }

  /** What a request ended with that nobody is signed in by. */
  public void failed(ConnectorException failure, Context context) {
    failed(failure, context, Optional.empty());
  }

  /** A request that is not answered otherwise. */
  public void refused(ConsoleException refusal, Context context) {
    refused(refusal, context, Optional.empty());
  }

  void profile(Context context, SignedInPerson person) {
    context.header("Content-Security-Policy", SecurityHeaders.PROFILE_POLICY);
    render(context, "site/profile.jte", Map.of("person", person));
  }

  void failed(ConnectorException failure, Context context, Optional<SignedInPerson> person) {
    FailureText text = FailureText.of(failure.error(), Texts.of(context));
    message(context, text, failure.error().code(), person);
  }

  void refused(ConsoleException refusal, Context context, Optional<SignedInPerson> person) {
    FailureText text = FailureText.of(refusal, Texts.of(context));
    message(context, text, refusal.error().code(), person);
  }

  private void message(
      Context context, FailureText text, String code, Optional<SignedInPerson> person) {
    render(
        context,
        "site/message.jte",
        Map.of(
            "profilePage",
            profilePage,
            "text",
            text,
            "code",
            code,
            "reference",
            RequestId.of(context),
            "signedInAs",
            person.map(SignedInPerson::name).orElse("")));
  }

  private void render(Context context, String template, Map<String, Object> model) {
    Texts texts = Texts.of(context);
    context.header("Content-Language", texts.tag());
    context.header("Vary", "Accept-Language");
    var all = new HashMap<String, Object>(model);
    all.put("texts", texts);
    templates.render(context, template, all);
  }
}
