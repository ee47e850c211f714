package dev.connectorkit.console;

import dev.connectorkit.console.admin.AccountPages;
import dev.connectorkit.console.admin.ActivityPages;
import dev.connectorkit.console.admin.AdminArea;
import dev.connectorkit.console.admin.ApiTokenPages;
import dev.connectorkit.console.admin.CataloguePages;
import dev.connectorkit.console.admin.Gate;
import dev.connectorkit.console.admin.InstanceListPages;
import dev.connectorkit.console.admin.InstancePages;
import dev.connectorkit.console.admin.SettingPages;
import dev.connectorkit.console.admin.TransferPages;
import dev.connectorkit.console.admin.TrialPages;
import dev.connectorkit.console.api.ApiArea;
import dev.connectorkit.console.api.StatusOperations;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.Readiness;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.operator.ApiTokens;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInSite;
import dev.connectorkit.console.watch.Health;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.signin.JdbcPendingSignInStore;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A console: its database, its host, and its pages. */
final class ConsoleServer implements AutoCloseable {

  private static final Duration LOOK_AT_PLUGINS = Duration.ofSeconds(2);
  // A request has five seconds in all.
  private static final Duration STATEMENT = Duration.ofSeconds(2);

  private final ServeSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ConnectorHost host;
  private final WebServer web;
  private final URI publicUrl;
  private final Optional<URI> setUpLink;
  private final Instances instances;

  private ConsoleServer(ServeSettings settings, HttpSettings http, Clock clock) {
    this.settings = settings;
    try {
      int port =
          settings.port() == 0 && settings.loopback() ? FreePort.onLoopback(0) : settings.port();
      this.publicUrl = settings.publicUrl(port);
      ConsoleDatabase database = opened(ConsoleDatabase.open(settings.database()));
      var audit = new AuditTrail(database, clock);
      var operators = new Operators(database, audit, clock);
      var apiTokens = new ApiTokens(database, audit, clock);
      this.host = opened(host(settings, http, publicUrl, database, clock));
      InstanceSources sources =
          InstanceSources.of(settings.sources().environment(), settings.sources().instances());
      InstanceSync sync = opened(InstanceSync.start(database, settings.keys(), host, sources));
      this.instances = new Instances(database, settings.keys(), host, sync, audit, clock);
      Readiness readiness = opened(Readiness.of(database));
      var gate = new Gate(operators, Cookies.of(publicUrl));
      var trials = new TrialPages(host, instances, settings.keys(), Cookies.of(publicUrl), gate);
      var admin =
          new AdminArea(
              gate,
              List.of(
                  new AccountPages(operators),
                  new CataloguePages(host, sync, audit),
                  new InstanceListPages(host, instances, sync),
                  new InstancePages(host, instances, sync),
                  trials,
                  new TransferPages(instances, settings.keys()),
                  new SettingPages(settings.sources().shown(), sync),
                  new ActivityPages(audit),
                  new ApiTokenPages(apiTokens, clock)));
      var api = new ApiArea(apiTokens, List.of(new StatusOperations(publicUrl, host, sync)));
      var site = new SignInSite(host, choices(sync), false, trials);
      this.web =
          opened(
              WebServer.start(
                  settings.listen(),
                  port,
                  publicUrl,
                  List.of(admin, api, new Health(readiness, () -> !sync.fileUsable()), site)));
      this.setUpLink =
          operators.exist()
              ? Optional.empty()
              : Optional.of(publicUrl.resolve("/admin/set-up/" + operators.issueLink()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * @throws ConnectorException when the plugins folder or a setting is not usable
   * @throws SettingException when the database, the port or a setting is not usable
   */
  static ConsoleServer start(ServeSettings settings) {
    return start(settings, HttpSettings.defaults(), Clock.systemUTC());
  }

  /**
   * @param http how providers are reached
   */
  static ConsoleServer start(ServeSettings settings, HttpSettings http, Clock clock) {
    return new ConsoleServer(settings, http, clock);
  }

  URI publicUrl() {
    return publicUrl;
  }

  /** Where this console itself is, in front of which something else may stand. */
  URI address() {
    return URI.create("http://localhost:" + web.port());
  }

  /** What it answers, such as {@code GET /me}. */
  List<String> routes() {
    return web.routes();
  }

  Instances instances() {
    return instances;
  }

  /** Where the operator's password is set; empty when that was done. */
  Optional<URI> setUpLink() {
    return setUpLink;
  }

  boolean loopback() {
    return settings.loopback();
  }

  List<PluginProblem> problems() {
    return host.plugins().problems();
  }

  /** Waits until the program is told to stop. */
  void join() throws InterruptedException {
    web.join();
  }

  /** The last one first: no request is under way when the database goes. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("A part of the console does not close.", e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static ConnectorHost host(
      ServeSettings settings,
      HttpSettings http,
      URI publicUrl,
      ConsoleDatabase database,
      Clock clock) {
    JdbcPendingSignInStore pending =
        JdbcPendingSignInStore.builder(database.dataSource(), settings.keys())
            .statementTimeout(STATEMENT)
            .clock(clock)
            .build();
    pending.createSchema();
    ConnectorHost.Builder builder =
        ConnectorHost.builder()
            .plugins(settings.plugins())
            .watchPlugins(LOOK_AT_PLUGINS)
            .publicBaseUrl(publicUrl)
            .pendingSignIns(pending)
            .http(http)
            .clock(clock);
    settings.trustFile().ifPresent(builder::trustFile);
    return builder.open();
  }

  private static SignInChoices choices(InstanceSync sync) {
    return () ->
        sync.enabled().stream()
            .map(
                enabled ->
                    new SignInChoices.SignInChoice(enabled.instance(), enabled.displayName()))
            .toList();
  }
}
