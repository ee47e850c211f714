package dev.connectorkit.console.web;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the site does. */
final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final ConnectorHost host;
  private final boolean practice;
  private final Pages pages = new Pages();
  private final SignedInPeople people = new SignedInPeople();
  private final Cookies cookies;

  Routes(ConnectorHost host, boolean practice) {
    this.host = host;
    this.practice = practice;
    this.cookies = new Cookies(host.redirectUri("any").getScheme().equals("https"));
  }

  void index(Context context) {
    List<SignInButton> buttons =
        host.instances().stream()
            .map(instance -> SignInButton.of(instance, Languages.of(context)))
            .toList();
    List<String> problems = host.plugins().problems().stream().map(String::valueOf).toList();
    pages.index(context, buttons, problems, practice, signedIn(context).isPresent());
  }

  /** A POST, so that no link or picture on another site can begin a sign-in. */
  void begin(Context context) {
    SignInOptions options =
        cookies
            .browserToken(context)
            .map(SignInOptions.none()::withBrowserToken)
            .orElse(SignInOptions.none());
    StartedSignIn started = host.begin(context.pathParam("instance"), options);
    cookies.bind(context, started);
    context.redirect(started.authorizationUri().toString(), HttpStatus.SEE_OTHER);
  }

  void complete(Context context) {
    CompletedSignIn done =
        host.complete(
            context.pathParam("instance"), parameters(context), cookies.browserToken(context));
    cookies.session(context).ifPresent(people::close);
    cookies.open(context, people.open(done));
    // Takes the code out of the address bar and the history.
    context.redirect("/me", HttpStatus.SEE_OTHER);
  }

  void me(Context context) {
    Optional<CompletedSignIn> signIn = signedIn(context);
    boolean json = String.valueOf(context.header("Accept")).contains("application/json");
    if (signIn.isEmpty()) {
      if (json) {
        context.status(HttpStatus.UNAUTHORIZED).contentType("application/json").result("{}");
      } else {
        context.redirect("/", HttpStatus.SEE_OTHER);
      }
    } else if (json) {
      context.contentType("application/json; charset=utf-8").result(ProfileJson.of(signIn.get()));
    } else {
      pages.profile(context, SignedInPerson.of(signIn.get()));
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
    context.header("Content-Security-Policy", SecurityHeaders.PICTURE_POLICY);
    context.contentType(logo.mediaType()).result(logo.content());
  }

  void failed(ConnectorException failure, Context context) {
    if (failure.error() != ConnectorError.ACCESS_DENIED) {
      LOG.warn("{} {}: {}", context.method(), context.path(), failure.getMessage());
    }
    context.status(failure.error().httpStatus());
    pages.message(context, FailureText.of(failure.error()), failure.error(), signedIn(context));
  }

  void notFound(Context context) {
    if (context.resultInputStream() == null
        || context.path().startsWith("/assets/")
        || !String.valueOf(context.contentType()).startsWith("text/html")) {
      pages.message(context, FailureText.NO_SUCH_PAGE, ConnectorError.NOT_FOUND, signedIn(context));
    }
  }

  private Optional<CompletedSignIn> signedIn(Context context) {
    return cookies.session(context).flatMap(people::find);
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
