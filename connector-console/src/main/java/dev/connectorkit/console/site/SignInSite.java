package dev.connectorkit.console.site;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.person.PeopleInMemory;
import dev.connectorkit.console.person.SignedInPeople;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/** The public pages; they cover what nobody else does. */
public final class SignInSite implements Area {

  private final SignInRoutes routes;
  private final boolean profilePage;

  /**
   * For a developer, who is shown what to register; who is signed in is in memory.
   *
   * @param practice whether the page says that sign-ins go to a practice provider
   */
  public SignInSite(ConnectorHost host, SignInChoices choices, boolean practice) {
    SetUpNote note = practice ? SetUpNote.PRACTICE : SetUpNote.REDIRECT_URIS;
    this.routes =
        new SignInRoutes(
            host,
            choices,
            note,
            CallbackGuest.NOBODY,
            context -> {},
            new PeopleInMemory(Clock.systemUTC()),
            true);
    this.profilePage = true;
  }

  /**
   * For the public.
   *
   * @param guest who else may have begun what comes back
   * @param people who is signed in
   * @param profilePage whether people can look at what their provider said of them
   */
  public SignInSite(
      ConnectorHost host,
      SignInChoices choices,
      CallbackGuest guest,
      SignInLimit limit,
      SignedInPeople people,
      boolean profilePage) {
    this.routes =
        new SignInRoutes(host, choices, SetUpNote.NONE, guest, limit::begin, people, profilePage);
    this.profilePage = profilePage;
  }

  @Override
  public boolean covers(String path) {
    return true;
  }

  @Override
  public void addTo(RoutesConfig config) {
    config.get("/", routes::index);
    config.post("/sign-in/{instance}", routes::begin);
    config.get("/callback/{instance}", routes::complete);
    config.post("/callback/{instance}", routes::complete);
    if (profilePage) {
      config.get("/me", routes::me);
    }
    config.post("/sign-out", routes::signOut);
    config.get("/logo/{connector}/{variant}", routes::logo);
    config.get("/picture/{hash}", routes::picture);
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    routes.failed(failure, context);
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    routes.refused(refusal, context);
  }
}
