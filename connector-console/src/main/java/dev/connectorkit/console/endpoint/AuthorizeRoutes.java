package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.HandoverRequest;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.Handovers;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.console.handover.SignedIn;
import dev.connectorkit.console.site.ChoicePage;
import dev.connectorkit.console.site.Pages;
import dev.connectorkit.console.site.SignInButton;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInLimit;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Languages;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The authorization endpoint (RFC 6749 §3.1), and the callbacks of what was begun there. */
final class AuthorizeRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorizeRoutes.class);
  private static final String APPLICATION = "application";

  // The sign-in is not this browser's, or not used up: there is nothing to tell the application.
  private static final Set<ConnectorError> GOES_ON =
      EnumSet.of(
          ConnectorError.STATE_MISMATCH,
          ConnectorError.SIGN_IN_NOT_FOUND,
          ConnectorError.NOT_FOUND,
          ConnectorError.STOPPED,
          ConnectorError.OVERLOADED,
          ConnectorError.STORE_UNAVAILABLE,
          ConnectorError.STORED_DATA_INVALID,
          ConnectorError.SEALING_KEY_UNKNOWN);

  private final ConnectorHost host;
  private final SignInChoices choices;
  private final Applications applications;
  private final Handovers handovers;
  private final String issuer;
  private final SignInLimit limit;
  private final Clock clock;
  private final ApplicationCookie cookie;
  private final Pages pages = new Pages();

  AuthorizeRoutes(
      ConnectorHost host,
      SignInChoices choices,
      HandoverServices handover,
      SignInLimit limit,
      Clock clock) {
    this.host = host;
    this.choices = choices;
    this.applications = handover.applications();
    this.handovers = handover.handovers();
    this.issuer = handover.idTokens().issuer();
    this.limit = limit;
    this.clock = clock;
    this.cookie = new ApplicationCookie(Cookies.of(host.redirectUri("any")));
  }

  /** What the application sends the browser to. */
  void ask(Context context) {
    requireNavigation(context);
    AuthorizationAsked asked = AuthorizationAsked.of(context.queryParamMap(), applications);
    answered(
        context,
        asked,
        () -> {
          HandoverRequest request = asked.checked();
          Optional<String> connector = asked.connector();
          if (connector.isPresent()) {
            begin(context, asked.application(), request, connector.get());
          } else {
            choice(context, asked.application(), request);
          }
        });
  }

  /** A button of the page. */
  void choose(Context context) {
    AuthorizationAsked asked = AuthorizationAsked.of(Forms.of(context), applications);
    answered(
        context,
        asked,
        () ->
            begin(
                context,
                asked.application(),
                asked.checked(),
                asked
                    .connector()
                    .orElseThrow(
                        () ->
                            new OAuthException(
                                OAuthError.INVALID_REQUEST, "No connector was chosen."))));
  }

  /** Whether a callback is of a sign-in that was begun here, in this browser. */
  boolean answers(Context context, String instance, Map<String, List<String>> parameters) {
    Optional<Secret> browser = cookie.held(context).map(Handovers::boundTo);
    Optional<String> id = browser.isPresent() ? host.signInId(parameters) : Optional.empty();
    Optional<HandoverRequest> request = id.flatMap(handovers::find);
    if (request.isEmpty()) {
      return false;
    }
    Application application = known(request.get());
    ReturnAddress back = ReturnAddress.of(request.get(), issuer);
    Map<String, List<String>> answer =
        isUsable(application, instance) ? parameters : refused(parameters);
    try {
      CompletedSignIn done =
          inLog(request.get().clientId(), () -> host.complete(instance, answer, browser));
      SignedIn signedIn = SignedIn.of(done, clock.instant());
      back.code(context, handovers.finish(id.get(), request.get(), signedIn));
    } catch (ConnectorException e) {
      if (GOES_ON.contains(e.error())) {
        throw e;
      }
      handovers.drop(id.get());
      back.error(context, told(e, request.get().clientId()));
    }
    return true;
  }

  /** Names the application in the lines of the log and in the list of sign-ins. */
  private static <T> T inLog(String clientId, Supplier<T> work) {
    MDC.put(APPLICATION, clientId);
    try {
      return work.get();
    } finally {
      MDC.remove(APPLICATION);
    }
  }

  private void choice(Context context, Application application, HandoverRequest request) {
    List<SignInButton> buttons =
        choices.list().stream()
            .filter(choice -> application.mayUse(choice.instance().id()))
            .map(choice -> SignInButton.of(choice, Languages.of(context)))
            .toList();
    if (buttons.isEmpty()) {
      throw new OAuthException(
          OAuthError.TEMPORARILY_UNAVAILABLE,
          "No connector that this application may use is offered at the moment.");
    }
    pages.choice(
        context, ChoicePage.of(application.name(), AuthorizationAsked.fields(request), buttons));
  }

  private void begin(
      Context context, Application application, HandoverRequest request, String instance) {
    if (!application.mayUse(instance)) {
      throw new OAuthException(
          OAuthError.INVALID_REQUEST, "The connector is not one that this application may use.");
    }
    if (!choices.offers(instance)) {
      throw new OAuthException(
          OAuthError.TEMPORARILY_UNAVAILABLE, "The connector is not offered at the moment.");
    }
    // Told to the person, not to the application: it could do nothing but send the browser again.
    limit.begin(context);
    handovers.requireRoom(application.clientId());
    Secret browser = cookie.browser(context);
    StartedSignIn started;
    try {
      SignInOptions options = SignInOptions.none().withBrowserToken(Handovers.boundTo(browser));
      started = inLog(application.clientId(), () -> host.begin(instance, options));
      handovers.begin(started.id(), request, started.expiresAt());
    } catch (ConnectorException e) {
      throw told(e, application.clientId());
    }
    cookie.set(context, browser, started);
    context.redirect(started.authorizationUri().toString(), HttpStatus.SEE_OTHER);
  }

  /** Tells the application what is wrong with its request, at the address that is known by now. */
  private void answered(Context context, AuthorizationAsked asked, Runnable work) {
    try {
      work.run();
    } catch (OAuthException e) {
      asked.returnAddress(issuer).error(context, e);
    }
  }

  /** What was registered at the beginning may have been taken back meanwhile. */
  private Application known(HandoverRequest request) {
    return applications
        .find(request.clientId())
        .filter(known -> known.returnsTo(request.redirectUri()))
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.UNKNOWN_APPLICATION,
                    "The application or its return address was removed while somebody signed in."));
  }

  /**
   * The callback of a provider that could not be asked (RFC 6749 §4.1.2.1): of an instance that was
   * taken back meanwhile. So the host ends the sign-in, in its own browser only, and uses no code.
   */
  private static Map<String, List<String>> refused(Map<String, List<String>> parameters) {
    var refused = new LinkedHashMap<>(parameters);
    refused.keySet().retainAll(Set.of("state", "iss"));
    refused.put("error", List.of(OAuthError.TEMPORARILY_UNAVAILABLE.code()));
    return refused;
  }

  private boolean isUsable(Application application, String instance) {
    return application.mayUse(instance) && choices.offers(instance);
  }

  /** A failure in words for the application; the log has the rest. */
  private static OAuthException told(ConnectorException failure, String clientId) {
    return switch (failure.error()) {
      case ACCESS_DENIED ->
          new OAuthException(OAuthError.ACCESS_DENIED, "The person or the provider said no.");
      case ACCOUNT_NOT_ALLOWED ->
          new OAuthException(OAuthError.ACCESS_DENIED, "The account cannot be used.");
      case SIGN_IN_EXPIRED ->
          new OAuthException(OAuthError.ACCESS_DENIED, "The sign-in took too long.");
      case RATE_LIMITED, UNAVAILABLE, TIMEOUT, STORE_UNAVAILABLE, OVERLOADED, STOPPED ->
          logged(failure, clientId, OAuthError.TEMPORARILY_UNAVAILABLE, "Try again in a moment.");
      default ->
          logged(
              failure,
              clientId,
              OAuthError.SERVER_ERROR,
              "The sign-in failed. The log of the console says why.");
    };
  }

  private static OAuthException logged(
      ConnectorException failure, String clientId, OAuthError error, String text) {
    LOG.warn("A sign-in for application {} failed: {}", clientId, failure.getMessage());
    return new OAuthException(error, text);
  }

  /**
   * A page of somebody else's can lead a browser here, which is what this address is for, but not
   * have it come for a picture or in a frame.
   */
  private static void requireNavigation(Context context) {
    String mode = context.header("Sec-Fetch-Mode");
    String destination = context.header("Sec-Fetch-Dest");
    boolean page = mode == null || mode.equals("navigate");
    boolean whole = destination == null || destination.equals("document");
    if (!page || !whole) {
      throw new ConsoleException(
          ConsoleError.FORGED, "This address is for a whole page of a browser.");
    }
  }
}
