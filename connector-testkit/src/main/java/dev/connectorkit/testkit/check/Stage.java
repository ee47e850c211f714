package dev.connectorkit.testkit.check;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.provider.ScriptedProvider;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the connector in a world of its own: its provider at the production addresses,
 * and the host's real HTTP between them. Nothing of it is shared with another stage, so what its
 * journal shows is of this case alone.
 */
final class Stage implements AutoCloseable {

  /** The redirect URI of sign-ins that do not set one. */
  static final URI REDIRECT_URI = URI.create("https://app.example/callback/conformance");

  private final Subject subject;
  private final WireShape shape;
  private final Limits limits;
  private final Map<String, Object> config;
  private final ScriptedProvider provider;
  private final FakeInternet internet;
  private final ProviderConnections connections;
  private final InstanceHttp http;
  private final Clock clock;
  private final Duration httpDeadline;
  private final List<SocialConnector> all = new ArrayList<>();
  private final AtomicBoolean hung = new AtomicBoolean();
  // Whose code is called: another load of the plugin may take the place of the first.
  private Subject acting;
  private @Nullable SocialConnector connector;
  private @Nullable Outcome<?> refusal;

  private Stage(Subject subject, WireShape shape, Limits limits, StageSetup setup) {
    this.subject = subject;
    this.acting = subject;
    this.shape = shape;
    this.limits = limits;
    this.clock = setup.clock();
    this.httpDeadline = setup.httpDeadline();
    this.config = setup.config().apply(new LinkedHashMap<>(shape.config()));
    this.provider = new ScriptedProvider(shape, config);
    provider.script(setup.script());
    FakeInternet.Builder builder = FakeInternet.builder();
    shape
        .provider()
        .origins()
        .forEach(origin -> builder.origin(origin, provider, setup.certificate()));
    setup.strangers().forEach(builder::origin);
    this.internet = builder.start();
    this.connections =
        ProviderConnections.open(
            HttpSettings.defaults()
                .withDeadline(setup.httpDeadline())
                .withProxy(internet.proxy())
                .withExtraAuthorities(List.of(internet.authority())));
    Outcome<ConnectorConfig> valid = call(() -> subject.schema().validate(config));
    Set<URI> origins = new HashSet<>(subject.metadata().origins());
    valid.returned().ifPresent(given -> origins.addAll(subject.schema().origins(given)));
    this.http = connections.open("conformance", origins);
    if (valid.value() == null) {
      refusal = valid;
    } else {
      create(subject, valid.value());
    }
  }

  /** Opens a stage; the connector on it is created and started. */
  static Stage open(Subject subject, WireShape shape, Limits limits, StageSetup setup) {
    return new Stage(subject, shape, limits, setup);
  }

  private void create(Subject load, ConnectorConfig valid) {
    acting = load;
    refusal = null;
    Outcome<Connector> created =
        call(() -> load.factory().create(valid, new Context("conformance", http, clock)));
    if (created.value() instanceof SocialConnector social) {
      connector = social;
      all.add(social);
      start(social);
    } else {
      refusal = created;
    }
  }

  private void start(SocialConnector social) {
    Outcome<Boolean> started =
        call(
            () -> {
              social.start();
              return true;
            });
    refusal = started.returned().isEmpty() ? started : null;
  }

  /** Starts the same instance once more, as a host does after a start that failed. */
  void startAgain() {
    if (connector != null) {
      start(connector);
    }
  }

  /** How creating or starting the connector went wrong; null when it went well. */
  @Nullable Outcome<?> refusal() {
    return refusal;
  }

  /** The connector, started. */
  SocialConnector connector() throws Breach {
    if (connector == null || refusal != null) {
      throw new Breach(
          "the connector starts with its config",
          "create() or start() " + (refusal == null ? "returns nothing" : refusal.words()));
    }
    return connector;
  }

  /** The connector, created, whether or not it started; null when it was not created. */
  @Nullable SocialConnector created() {
    return connector;
  }

  /** Calls into the connector as a host does. */
  <T> Outcome<T> call(Callable<T> code) {
    Outcome<T> outcome = acting.thread().call(limits.call(), code);
    // Once for a case: in a crowd one defect holds everybody.
    if (outcome.hung() && hung.compareAndSet(false, true)) {
      limits.callHung();
    }
    return outcome;
  }

  /** Another instance of the connector, created and not started. */
  SocialConnector createOnly() throws Breach {
    ConnectorConfig valid = subject.schema().validate(config);
    Outcome<Connector> created =
        call(() -> subject.factory().create(valid, new Context("conformance", http, clock)));
    if (created.value() instanceof SocialConnector social) {
      all.add(social);
      return social;
    }
    throw new Breach("create() returns a connector", "it " + created.words());
  }

  /** A sign-in on another instance of the connector in the same world, as after a restart. */
  SignInAttempt again() {
    create(subject, subject.schema().validate(config));
    return signIn();
  }

  /** A sign-in on an instance of another load of the plugin in the same world. */
  SignInAttempt on(Subject load) {
    create(load, load.schema().validate(config));
    return signIn();
  }

  /** A new sign-in of the example person. */
  SignInAttempt signIn() {
    return signIn(new Script());
  }

  /** A new sign-in in which the provider follows a script. */
  SignInAttempt signIn(Script script) {
    return new SignInAttempt(this, script);
  }

  Subject subject() {
    return subject;
  }

  WireShape shape() {
    return shape;
  }

  Limits limits() {
    return limits;
  }

  Map<String, Object> config() {
    return config;
  }

  /** The total deadline of one HTTP call here. */
  Duration httpDeadline() {
    return httpDeadline;
  }

  ScriptedProvider provider() {
    return provider;
  }

  Journal journal() {
    return internet.journal();
  }

  /** What arrived at the provider's addresses of one kind. */
  List<Journal.Exchange> at(Endpoint endpoint) {
    Set<String> origins = shape.provider().origins();
    return journal().exchanges().stream()
        .filter(exchange -> origins.contains(exchange.request().origin().toString()))
        .filter(exchange -> provider.endpoint(exchange.request()) == endpoint)
        .toList();
  }

  /** What was sent and received, secrets masked. */
  List<String> wire() {
    return WireExcerpt.of(journal(), provider.secrets());
  }

  /** Closes the connector as a host does. */
  Outcome<Boolean> closeConnector() {
    http.close();
    return call(this::closeAll);
  }

  private boolean closeAll() {
    all.forEach(SocialConnector::close);
    return true;
  }

  @Override
  public void close() {
    http.close();
    if (limits.allowTidying() && acting.thread().call(limits.tidying(), this::closeAll).hung()) {
      limits.closeHung();
    }
    connections.close();
    internet.close();
  }

  /** What a host gives an instance. */
  record Context(String instanceId, ProviderHttp http, Clock clock, SecureRandom random)
      implements ConnectorContext {
    Context(String instanceId, ProviderHttp http, Clock clock) {
      this(instanceId, http, clock, new SecureRandom());
    }
  }
}
