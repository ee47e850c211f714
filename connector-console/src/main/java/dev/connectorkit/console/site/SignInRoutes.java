package dev.connectorkit.console.site;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.person.SignedInPeople;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Languages;
import dev.connectorkit.console.web.SecurityHeaders;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the site does. */
final class SignInRoutes {

  private final ConnectorHost host;
  private final SignInChoices choices;
  private final SetUpNote setUp;
  private final CallbackGuest guest;
  private final Consumer<Context> beforeBegin;
  private final Pages pages;
  private final boolean profilePage;
  private final SignedInPeople people;
  private final SignInCookies cookies;

  /**
   * @param beforeBegin refuses what must not begin
   * @param people who is signed in
   * @param profilePage whether there is a page about who signed in
   */
  SignInRoutes(
      ConnectorHost host,
      SignInChoices choices,
      SetUpNote setUp,
      CallbackGuest guest,
      Consumer<Context> beforeBegin,
      SignedInPeople people,
      boolean profilePage) {
    this.pages = new Pages(profilePage);
    this.profilePage = profilePage;
    this.host = host;
    this.guest = guest;
    this.beforeBegin = beforeBegin;
    this.people = people;
    this.choices = choices;
    this.setUp = setUp;
    this.cookies = new SignInCookies(Cookies.of(host.redirectUri("any")));
  }

  void index(Context context) {
    List<SignInButton> buttons =
        choices.list().stream()
            .map(choice -> SignInButton.of(choice, Languages.of(context)))
            .toList();
    pages.choice(
        context,
        new ChoicePage(
            "",
            Map.of(),
            buttons,
            choices.problems(),
            setUp == SetUpNote.PRACTICE,
            setUp != SetUpNote.NONE,
            signedInIfKnown(context).map(SignedInPerson::name).orElse("")));
  }

  /** A POST, so that no link or picture on another site can begin a sign-in. */
  void begin(Context context) {
    String instance = chosen(context);
    beforeBegin.accept(context);
    SignInOptions options =
        cookies
            .browserToken(context)
            .map(SignInOptions.none()::withBrowserToken)
            .orElse(SignInOptions.none());
    StartedSignIn started = host.begin(instance, options);
    cookies.bind(context, started);
    seeOther(context, started.authorizationUri().toString());
  }

  void complete(Context context) {
    Map<String, List<String>> parameters = parameters(context);
    if (guest.answers(context, context.pathParam("instance"), parameters)) {
      return;
    }
    CompletedSignIn done =
        host.complete(chosen(context), parameters, cookies.browserToken(context));
    // What no page shows is not kept.
    String person = profilePage ? ProfileJson.of(done) : ProfileJson.nameOf(done);
    cookies.open(context, people.open(person, cookies.session(context)));
    // Takes the code out of the address bar and the history.
    seeOther(context, profilePage ? "/me" : "/");
  }

  void me(Context context) {
    Optional<SignedInPerson> person = signedIn(context);
    boolean json = String.valueOf(context.header("Accept")).contains("application/json");
    if (person.isEmpty()) {
      if (json) {
        context.status(HttpStatus.UNAUTHORIZED).contentType("application/json").result("{}");
      } else {
        context.redirect("/", HttpStatus.SEE_OTHER);
      }
    } else if (json) {
      context.contentType("application/json; charset=utf-8").result(person.get().json());
    } else {
      pages.profile(context, person.get());
    }
  }

  void signOut(Context context) {
    cookies.session(context).ifPresent(people::close);
    cookies.close(context);
    context.redirect("/", HttpStatus.SEE_OTHER);
  }

  void logo(Context context) {
    var metadata =
        host.connectors().stream()
            .map(connector -> connector.metadata())
            .filter(known -> known.id().equals(context.pathParam("connector")))
            .findFirst()
            .orElseThrow(NotFoundResponse::new);
    Logo logo =
        context.pathParam("variant").equals("dark")
            ? metadata.logoDark().orElse(metadata.logo())
            : metadata.logo();
    send(context, logo);
  }

  /** An instance's own logo; another one has another address. */
  void picture(Context context) {
    Logo logo = choices.picture(context.pathParam("hash")).orElseThrow(NotFoundResponse::new);
    context.header("Cache-Control", "public, max-age=31536000, immutable");
    send(context, logo);
  }

  private static void send(Context context, Logo logo) {
    context.header("Content-Security-Policy", SecurityHeaders.PICTURE_POLICY);
    context.contentType(logo.mediaType()).result(logo.content());
  }

  void failed(ConnectorException failure, Context context) {
    // A database that does not answer is not waited for once more.
    boolean away = failure.error() == ConnectorError.STORE_UNAVAILABLE;
    pages.failed(failure, context, away ? Optional.empty() : signedInIfKnown(context));
  }

  void refused(ConsoleException refusal, Context context) {
    pages.refused(refusal, context, signedInIfKnown(context));
  }

  /** Without a body, which the framework's own redirect has, and which nobody sees. */
  private static void seeOther(Context context, String location) {
    context.header("Location", location).status(HttpStatus.SEE_OTHER);
  }

  /** The instance of the path, as long as people may use it. */
  private String chosen(Context context) {
    String instance = context.pathParam("instance");
    if (!choices.offers(instance)) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("There is no enabled connector instance of this id.")
          .build();
    }
    return instance;
  }

  private Optional<SignedInPerson> signedIn(Context context) {
    return cookies.session(context).flatMap(people::find).map(SignedInPerson::of);
  }

  /** For a page that is there without it, too. */
  private Optional<SignedInPerson> signedInIfKnown(Context context) {
    try {
      return signedIn(context);
    } catch (ConnectorException e) {
      return Optional.empty();
    }
  }

  /** Everything that came, in query and form, repeated parameters included. */
  private static Map<String, List<String>> parameters(Context context) {
    var all = new LinkedHashMap<String, List<String>>(context.queryParamMap());
    Forms.of(context)
        .forEach(
            (name, values) ->
                all.merge(
                    name,
                    values,
                    (one, other) -> {
                      var both = new ArrayList<>(one);
                      both.addAll(other);
                      return both;
                    }));
    return all;
  }
}
