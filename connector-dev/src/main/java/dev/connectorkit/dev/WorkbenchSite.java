package dev.connectorkit.dev;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The site at which the author signs in. */
final class WorkbenchSite implements FakeOrigin {

  private static final String BROWSER = "workbench-browser";
  private static final String SESSION = "workbench-session";
  private static final String COOKIE = "; HttpOnly; SameSite=Lax; Path=/";
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final Workbench workbench;
  private final Sessions sessions;
  private final WorkbenchPages pages;
  private final URI baseUrl;
  private final URI practiceUrl;

  /**
   * @param practiceUrl where browsers reach the practice provider
   */
  WorkbenchSite(Workbench workbench, Sessions sessions, URI baseUrl, URI practiceUrl) {
    this.workbench = workbench;
    this.sessions = sessions;
    this.pages = new WorkbenchPages(workbench);
    this.baseUrl = baseUrl;
    this.practiceUrl = practiceUrl;
  }

  @Override
  public FakeResponse handle(FakeRequest request) {
    // A name that somebody else made lead here (DNS rebinding) must not open this site.
    if (!baseUrl.getRawAuthority().equals(request.header("host").orElse(""))) {
      return pages.message(421, "The workbench is at " + baseUrl + ".");
    }
    try {
      return route(request);
    } catch (ConnectorException e) {
      return pages.failed(e);
    }
  }

  private FakeResponse route(FakeRequest request) {
    String callback = "/callback/" + Workbench.INSTANCE;
    return switch (request.method() + " " + request.path()) {
      case "GET /" -> pages.start(request.cookie(SESSION).flatMap(sessions::find));
      case "GET /revision" ->
          FakeResponse.of(200, "text/plain", Long.toString(workbench.built().revision()));
      case "GET /live.js" ->
          FakeResponse.of(200, "text/javascript; charset=utf-8", Html.resource("live.js"));
      case "GET /logo/light" -> logo(false);
      case "GET /logo/dark" -> logo(true);
      case "POST /sign-in" -> own(request) ? begin(request) : foreign();
      case "POST /sign-out" -> own(request) ? signOut(request) : foreign();
      default ->
          request.path().equals(callback)
              ? complete(request)
              : pages.message(404, "There is nothing here.");
    };
  }

  private FakeResponse begin(FakeRequest request) {
    Optional<ConnectorHost> host = workbench.host();
    if (host.isEmpty()) {
      return redirect(URI.create("/"));
    }
    workbench.practice().ifPresent(PracticeProvider::clear);
    SignInOptions options =
        browserToken(request)
            .map(SignInOptions.none()::withBrowserToken)
            .orElse(SignInOptions.none());
    StartedSignIn started = host.get().begin(Workbench.INSTANCE, options);
    return redirect(forBrowser(started.authorizationUri()))
        .header("Set-Cookie", BROWSER + "=" + started.browserToken().reveal() + COOKIE);
  }

  private FakeResponse complete(FakeRequest request) {
    ConnectorHost host = workbench.host().orElse(null);
    if (host == null) {
      return redirect(URI.create("/"));
    }
    Map<String, List<String>> parameters = parameters(request);
    CompletedSignIn done = host.complete(Workbench.INSTANCE, parameters, browserToken(request));
    Optional<String> person =
        workbench
            .practice()
            .flatMap(
                practice -> practice.personOf(parameters.getOrDefault("code", List.of("")).get(0)));
    request.cookie(SESSION).ifPresent(sessions::close);
    String session = sessions.open(new SignedIn(done, person, Optional.empty()));
    return redirect(URI.create("/")).header("Set-Cookie", SESSION + "=" + session + COOKIE);
  }

  private FakeResponse signOut(FakeRequest request) {
    request.cookie(SESSION).ifPresent(sessions::close);
    return redirect(URI.create("/")).header("Set-Cookie", SESSION + "=; Max-Age=0" + COOKIE);
  }

  private FakeResponse logo(boolean dark) {
    Optional<ConnectorMetadata> metadata =
        workbench.host().map(host -> host.instances().get(0).metadata());
    if (metadata.isEmpty()) {
      return pages.message(404, "There is no connector.");
    }
    Logo logo =
        dark ? metadata.get().logoDark().orElse(metadata.get().logo()) : metadata.get().logo();
    return new FakeResponse(200, Map.of("Content-Type", logo.mediaType()), logo.content())
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  }

  /** To the practice provider, which browsers reach at another address than the connector does. */
  private URI forBrowser(URI authorization) {
    return workbench.isPractice()
        ? URI.create(
            practiceUrl
                + authorization.getRawPath()
                + (authorization.getRawQuery() == null ? "" : "?" + authorization.getRawQuery()))
        : authorization;
  }

  /** Browsers say where a request comes from; programs do not. */
  private static boolean own(FakeRequest request) {
    return request.header("sec-fetch-site").map(OWN_PAGES::contains).orElse(true);
  }

  private FakeResponse foreign() {
    return pages.message(403, "This was asked by a page of another site.");
  }

  private static FakeResponse redirect(URI location) {
    return FakeResponse.redirect(location);
  }

  private static Optional<Secret> browserToken(FakeRequest request) {
    return request.cookie(BROWSER).filter(value -> !value.isEmpty()).map(Secret::of);
  }

  private static Map<String, List<String>> parameters(FakeRequest request) {
    var all = new LinkedHashMap<String, List<String>>();
    List.of(request.query(), request.form())
        .forEach(
            part ->
                part.forEach(
                    (name, values) ->
                        all.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values)));
    return all;
  }
}
