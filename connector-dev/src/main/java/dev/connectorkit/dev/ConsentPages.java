package dev.connectorkit.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.shape.WireShape.ResponseMode;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What browsers see of the practice provider: who to be, and whether to agree. */
final class ConsentPages implements FakeOrigin {

  private final Supplier<Optional<PracticeProvider>> provider;
  private final URI redirectUri;

  /**
   * @param provider the provider of the moment
   * @param redirectUri what is registered for the client
   */
  ConsentPages(Supplier<Optional<PracticeProvider>> provider, URI redirectUri) {
    this.provider = provider;
    this.redirectUri = redirectUri;
  }

  @Override
  public FakeResponse handle(FakeRequest asked) {
    Optional<PracticeProvider> current = provider.get();
    if (current.isEmpty()) {
      return message(404, "There is no practice provider at the moment.");
    }
    String query = asked.target().getRawQuery();
    Map<String, String> request = Wire.parameters(query == null ? "" : query);
    Optional<String> objection = current.get().objection(asked, request, redirectUri);
    if (objection.isPresent()) {
      return message(400, objection.get());
    }
    if (asked.method().equals("POST")) {
      return decided(current.get(), request, asked);
    }
    return page(200, "Sign in", choices(current.get(), request));
  }

  private FakeResponse decided(
      PracticeProvider at, Map<String, String> request, FakeRequest asked) {
    String decision = asked.formParameter("decision").orElse("");
    if (decision.equals("refuse")) {
      return back(at, at.refuse(request));
    }
    if (decision.equals("unavailable")) {
      return back(at, at.consentAndFail(request));
    }
    Optional<PracticePerson> person = at.person(decision);
    return person
        .map(who -> back(at, at.consent(request, who)))
        .orElseGet(() -> message(400, "Nobody here is called that."));
  }

  /** Sends the browser back, on the way that the shape says. */
  private FakeResponse back(PracticeProvider at, Map<String, String> parameters) {
    if (at.shape().responseMode() == ResponseMode.FORM_POST) {
      String fields =
          parameters.entrySet().stream()
              .map(
                  p ->
                      "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                          .formatted(Html.escape(p.getKey()), Html.escape(p.getValue())))
              .collect(Collectors.joining());
      return page(
          200,
          "One more step",
          """
          <p>This provider calls back with a form (form_post).</p>
          <form method="post" action="%s">%s<button class="main" id="post">Go on</button></form>
          """
              .formatted(Html.escape(redirectUri.toString()), fields));
    }
    String query =
        parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return FakeResponse.redirect(URI.create(redirectUri + "?" + query));
  }

  private static String choices(PracticeProvider at, Map<String, String> request) {
    String people =
        at.people().stream()
            .map(
                person ->
                    """
                    <button id="%s" name="decision" value="%1$s"><b>%s</b><small>%s</small></button>
                    """
                        .formatted(
                            Html.escape(person.key()),
                            Html.escape(person.name()),
                            Html.escape(person.note())))
            .collect(Collectors.joining());
    return """
    <h1>Who do you want to be?</h1>
    <p>The application asks for: <b>%s</b></p>
    <form method="post">%s<hr>
    <button id="refuse" name="decision" value="refuse">Say no</button>
    <button id="unavailable" name="decision" value="unavailable">Agree, and let the provider fail</button>
    </form>
    <details><summary>What it was asked</summary><pre>%s</pre></details>
    """
        .formatted(
            Html.escape(request.getOrDefault("scope", "nothing in particular")),
            people,
            Html.escape(
                request.entrySet().stream()
                    .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
                    .collect(Collectors.joining("\n"))));
  }

  private static FakeResponse message(int status, String text) {
    return page(status, "That does not work", "<p class=\"fault\">" + Html.escape(text) + "</p>");
  }

  private static FakeResponse page(int status, String title, String content) {
    String note =
        "<p class=\"note\">Practice provider: made from the wire shape, on this machine.</p>";
    return Html.page(status, title, note + content, Optional.empty());
  }
}
