package dev.connectorkit.samples.boot;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.util.WebUtils;

@RestController
class SignInController {

  private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);

  private final ConnectorHost host;
  private final boolean secure;
  private final String cookieName;

  SignInController(ConnectorHost host, ConnectorProperties settings) {
    this.host = host;
    this.secure = settings.secure();
    this.cookieName = settings.cookieName("browser");
  }

  /** Not for a page of another site: a browser says where a POST comes from. */
  @PostMapping(path = "/sign-in/{instance}", headers = "Sec-Fetch-Site!=cross-site")
  ResponseEntity<Void> begin(@PathVariable String instance, HttpServletRequest request) {
    SignInOptions options =
        browserToken(request)
            .map(SignInOptions.none()::withBrowserToken)
            .orElse(SignInOptions.none());
    StartedSignIn started = host.begin(instance, options);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(started.authorizationUri())
        .header(HttpHeaders.SET_COOKIE, cookie(started).toString())
        .build();
  }

  /** Takes all parameters, from the query of a GET and from the form of a POST. */
  @RequestMapping(
      path = "/callback/{instance}",
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<Void> complete(
      @PathVariable String instance,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletRequest request) {
    CompletedSignIn done = host.complete(instance, parameters, browserToken(request));
    // A session of a new id: whoever knew the old one does not know this.
    request.getSession().invalidate();
    request.getSession().setAttribute("person", Person.of(done));
    // Takes the code out of the address bar and the history.
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/me")).build();
  }

  @GetMapping("/me")
  ResponseEntity<Person> me(
      @SessionAttribute(name = "person", required = false) @Nullable Person person) {
    return ResponseEntity.status(person == null ? HttpStatus.UNAUTHORIZED : HttpStatus.OK)
        .cacheControl(CacheControl.noStore())
        .body(person);
  }

  /** The log gets the code and the message, the person a sentence of our own. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(ConnectorException failure) {
    LOG.warn("A sign-in failed with {}: {}", failure.error().code(), failure.getMessage());
    var problem = ProblemDetail.forStatus(failure.error().httpStatus());
    problem.setDetail(
        switch (failure.error().category()) {
          case USER -> "You are not signed in. Begin the sign-in anew.";
          case PROVIDER -> "The provider does not confirm the sign-in. Try again later.";
          case CONFIGURATION, INTERNAL -> "This sign-in does not work at the moment.";
        });
    problem.setProperty("code", failure.error().code());
    var response = ResponseEntity.status(problem.getStatus());
    failure
        .retryAfter()
        .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, "" + wait.toSeconds()));
    return response.body(problem);
  }

  private ResponseCookie cookie(StartedSignIn started) {
    // A form that the provider's page posts brings no SameSite=Lax cookie along.
    boolean crossSite = secure && started.responseMode() == ResponseMode.FORM_POST;
    return ResponseCookie.from(cookieName, started.browserToken().reveal())
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(crossSite ? "None" : "Lax")
        .build();
  }

  private Optional<Secret> browserToken(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, cookieName))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty())
        .map(Secret::of);
  }
}
