package dev.connectorkit.console;

import dev.connectorkit.console.admin.AccountPages;
import dev.connectorkit.console.admin.ActivityPages;
import dev.connectorkit.console.admin.AdminArea;
import dev.connectorkit.console.admin.ApiTokenPages;
import dev.connectorkit.console.admin.ApplicationPages;
import dev.connectorkit.console.admin.CataloguePages;
import dev.connectorkit.console.admin.Gate;
import dev.connectorkit.console.admin.InstanceListPages;
import dev.connectorkit.console.admin.InstancePages;
import dev.connectorkit.console.admin.KnownProviderPages;
import dev.connectorkit.console.admin.LogoPages;
import dev.connectorkit.console.admin.PendingPages;
import dev.connectorkit.console.admin.PluginPages;
import dev.connectorkit.console.admin.Practice;
import dev.connectorkit.console.admin.PreviewPages;
import dev.connectorkit.console.admin.SettingPages;
import dev.connectorkit.console.admin.ShownOnce;
import dev.connectorkit.console.admin.SignInPages;
import dev.connectorkit.console.admin.TransferPages;
import dev.connectorkit.console.admin.TrialPages;
import dev.connectorkit.console.api.ActivityOperations;
import dev.connectorkit.console.api.ApiArea;
import dev.connectorkit.console.api.ApplicationOperations;
import dev.connectorkit.console.api.ConnectorOperations;
import dev.connectorkit.console.api.InstanceOperations;
import dev.connectorkit.console.api.KnownProviderOperations;
import dev.connectorkit.console.api.LogoOperations;
import dev.connectorkit.console.api.PluginOperations;
import dev.connectorkit.console.api.SettingOperations;
import dev.connectorkit.console.api.SignInOperations;
import dev.connectorkit.console.api.StatusOperations;
import dev.connectorkit.console.api.TransferOperations;
import dev.connectorkit.console.api.TrialOperations;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.Readiness;
import dev.connectorkit.console.endpoint.ApplicationArea;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.instance.InstanceOrder;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.ProviderRelease;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.operator.ApiTokens;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.operator.PasswordCost;
import dev.connectorkit.console.person.StoredPeople;
import dev.connectorkit.console.plugin.PluginChanges;
import dev.connectorkit.console.site.CallbackGuest;
import dev.connectorkit.console.site.SignInLimit;
import dev.connectorkit.console.site.SignInSite;
import dev.connectorkit.console.source.FileAndEnvironment;
import dev.connectorkit.console.transfer.Transfer;
import dev.connectorkit.console.trial.InstanceTrials;
import dev.connectorkit.console.trial.LastReports;
import dev.connectorkit.console.trial.ProgramTries;
import dev.connectorkit.console.trial.Trials;
import dev.connectorkit.console.watch.Health;
import dev.connectorkit.console.watch.Metrics;
import dev.connectorkit.console.watch.MetricsServer;
import dev.connectorkit.console.watch.SignInLines;
import dev.connectorkit.console.watch.SignInLog;
import dev.connectorkit.console.watch.Watches;
import dev.connectorkit.console.web.ClientAddresses;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.Plugins;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.signin.JdbcPendingSignInStore;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A console: its database, its host, and its pages. */
final class ConsoleServer implements AutoCloseable {

  private static final Duration LOOK_AT_PLUGINS = Duration.ofSeconds(2);
  // A request has five seconds in all.
  private static final Duration STATEMENT = Duration.ofSeconds(2);

  private final ServeSettings settings;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final StopSignal stop = new StopSignal();
  private final ConnectorHost host;
  private final WebServer web;
  private final URI publicUrl;
  private final Optional<URI> setUpLink;
  private final Instances instances;
  private final Optional<MetricsServer> metricsServer;
  private final HandoverServices handover;
  private final Optional<PracticeProvider> practice;

  private ConsoleServer(
      ServeSettings settings, HttpSettings http, Clock clock, PasswordCost passwordCost) {
    this.settings = settings;
    try {
      int port =
          settings.port() == 0 && settings.loopback() ? FreePort.onLoopback(0) : settings.port();
      this.publicUrl = settings.publicUrl(port);
      this.practice =
          settings.tryOut() == TryOut.PRACTICE
              ? Optional.of(opened(PracticeProvider.start(practiceUris(publicUrl))))
              : Optional.empty();
      ConsoleDatabase database = opened(ConsoleDatabase.open(settings.database()));
      var audit = new AuditTrail(database, clock);
      var operators = new Operators(database, audit, clock, passwordCost);
      var apiTokens = new ApiTokens(database, audit, clock);
      SignInLog signIns = opened(SignInLog.start(database, settings.watch().retention(), clock));
      Optional<Metrics> metrics = settings.watch().metrics().map(address -> opened(new Metrics()));
      List<HostWatch> watches = new ArrayList<>(List.of(signIns, new SignInLines()));
      metrics.ifPresent(watches::add);
      JdbcPendingSignInStore pending = pending(settings, database, clock);
      this.host = opened(host(settings, http, publicUrl, pending, new Watches(watches), clock));
      FileAndEnvironment sources =
          FileAndEnvironment.of(settings.sources().environment(), settings.sources().instances());
      InstanceSync sync = opened(InstanceSync.start(database, settings.keys(), host, sources));
      this.instances = new Instances(database, settings.keys(), host, sync, audit, clock);
      var changes =
          new PendingChanges(database, settings.keys(), host, instances, sync, audit, clock);
      var providers = new ProviderRelease(database, instances, sync, audit);
      var order = new InstanceOrder(database, sync, audit);
      var transfer =
          new Transfer(database, settings.keys(), host, sources, audit, clock, sync::look);
      Readiness readiness = opened(Readiness.of(database));
      metrics.ifPresent(
          all -> {
            all.watch(database, readiness, pending::size);
            all.watch(signIns);
          });
      var logos = new InstanceLogos(database, audit, sources::logos);
      this.handover = HandoverServices.of(database, settings.keys(), audit, publicUrl, clock);
      ClientAddresses addresses = settings.front().addresses(publicUrl);
      // An operator or program may have stored something by another node a moment ago.
      Runnable catchUp =
          () -> {
            sync.catchUp();
            logos.lookAgain();
          };
      var gate = new Gate(operators, Cookies.of(publicUrl), catchUp);
      var catalogue = new Catalogue(host, sync, audit);
      var plugins = new PluginChanges(host.plugins(), audit, settings.allowUpload());
      var tries = new ProgramTries(database, settings.keys(), clock);
      var instanceTrials =
          new InstanceTrials(
              instances,
              changes,
              new Trials(host),
              tries,
              new LastReports(database, settings.keys(), clock));
      var trials =
          new TrialPages(instanceTrials, tries, settings.keys(), Cookies.of(publicUrl), gate);
      var shownOnce = new ShownOnce(Cookies.of(publicUrl), settings.keys(), clock);
      var admin =
          new AdminArea(
              gate,
              List.of(
                  new AccountPages(operators, addresses),
                  new CataloguePages(
                      catalogue,
                      handover.applications(),
                      settings.allowUpload(),
                      settings.trustFile()),
                  new PluginPages(plugins, operators, catalogue, handover.applications()),
                  new InstanceListPages(
                      catalogue, instances, changes, order, sync, handover.applications()),
                  new InstancePages(
                      catalogue,
                      instances,
                      changes,
                      sync,
                      instanceTrials,
                      practiceValues(),
                      trials::isUnderWay),
                  new PendingPages(changes),
                  new KnownProviderPages(providers),
                  trials,
                  new LogoPages(instances, logos),
                  new PreviewPages(host, order, sync, logos),
                  new ApplicationPages(handover, sync, shownOnce),
                  new TransferPages(transfer, settings.keys()),
                  new SettingPages(settings.sources().shown(), sync),
                  new SignInPages(signIns, instances, handover.applications()),
                  new ActivityPages(audit),
                  new ApiTokenPages(apiTokens, operators, shownOnce, clock)));
      var api =
          new ApiArea(
              apiTokens,
              catchUp,
              List.of(
                  new StatusOperations(publicUrl, host, sync),
                  new SettingOperations(settings.sources().shown(), sync),
                  new ConnectorOperations(catalogue),
                  new PluginOperations(plugins),
                  new InstanceOperations(catalogue, instances, changes, order, sync),
                  new KnownProviderOperations(providers),
                  new LogoOperations(instances, logos),
                  new TransferOperations(transfer),
                  new TrialOperations(instanceTrials, tries, publicUrl),
                  new ApplicationOperations(handover, instances),
                  new SignInOperations(signIns),
                  new ActivityOperations(audit)));
      var choices = new EnabledChoices(sync, logos);
      SignInLimit limit = settings.front().signInLimit(addresses, clock);
      var forApplications = new ApplicationArea(host, choices, handover, limit, clock);
      var site =
          new SignInSite(
              host,
              choices,
              CallbackGuest.firstOf(trials, forApplications),
              limit,
              opened(StoredPeople.start(database, settings.keys(), clock)),
              settings.tryOut().profilePage());
      this.web =
          opened(
              WebServer.start(
                  settings.listen(),
                  port,
                  publicUrl,
                  List.of(
                      admin,
                      api,
                      new Health(readiness, () -> !sync.fileUsable()),
                      forApplications,
                      site)));
      this.metricsServer =
          metrics.map(
              all -> opened(MetricsServer.start(settings.watch().metrics().orElseThrow(), all)));
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
    return start(settings, HttpSettings.defaults(), Clock.systemUTC(), PasswordCost.RECOMMENDED);
  }

  /**
   * @param http how providers are reached
   * @param passwordCost of each guess at an operator's password
   */
  static ConsoleServer start(
      ServeSettings settings, HttpSettings http, Clock clock, PasswordCost passwordCost) {
    return new ConsoleServer(settings, http, clock, passwordCost);
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

  HandoverServices handover() {
    return handover;
  }

  /** Where the operator's password is set; empty when that was done. */
  Optional<URI> setUpLink() {
    return setUpLink;
  }

  boolean loopback() {
    return settings.loopback();
  }

  /** Where the metrics are; empty for nowhere. */
  Optional<Integer> metricsPort() {
    return metricsServer.map(MetricsServer::port);
  }

  /** Where the practice provider is, if there is one. */
  Optional<Object> practiceAt() {
    return practice.map(provider -> provider.config().get("baseUrl"));
  }

  /** For the instances that somebody who practises is likely to add. */
  private static Set<URI> practiceUris(URI publicUrl) {
    return IntStream.range(1, 10)
        .mapToObj(i -> Demo.INSTANCE + (i == 1 ? "" : "-" + i))
        .map(id -> publicUrl.resolve("/callback/" + id))
        .collect(Collectors.toSet());
  }

  private Practice practiceValues() {
    return practice
        .map(
            provider -> {
              var values = new LinkedHashMap<>(provider.config());
              String secret = String.valueOf(values.remove("clientSecret"));
              return new Practice(Demo.CONNECTOR, values, secret);
            })
        .orElse(Practice.NONE);
  }

  Plugins plugins() {
    return host.plugins();
  }

  List<PluginProblem> problems() {
    return host.plugins().problems();
  }

  /** Waits until the program is told to stop. */
  void join() throws InterruptedException {
    stop.await();
  }

  /** Closes something else as well, before the process may end. */
  void closeLast(AutoCloseable part) {
    parts.addLast(part);
  }

  /**
   * The last one first: no request is under way when the database goes. One that fails keeps none.
   */
  @Override
  public void close() {
    Optional<Exception> failure = Optional.empty();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    stop.closed();
    if (failure.isPresent()) {
      throw new IllegalStateException("A part of the console does not close.", failure.get());
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static JdbcPendingSignInStore pending(
      ServeSettings settings, ConsoleDatabase database, Clock clock) {
    JdbcPendingSignInStore pending =
        JdbcPendingSignInStore.builder(database.dataSource(), settings.keys())
            .statementTimeout(STATEMENT)
            .clock(clock)
            .build();
    pending.createSchema();
    return pending;
  }

  private static ConnectorHost host(
      ServeSettings settings,
      HttpSettings http,
      URI publicUrl,
      JdbcPendingSignInStore pending,
      HostWatch watch,
      Clock clock) {
    ConnectorHost.Builder builder =
        ConnectorHost.builder()
            .plugins(settings.plugins())
            .watchPlugins(LOOK_AT_PLUGINS)
            .publicBaseUrl(publicUrl)
            .pendingSignIns(pending)
            .http(http)
            .watch(watch)
            .clock(clock);
    settings.trustFile().ifPresent(builder::trustFile);
    return TrustedStart.open(builder);
  }
}
