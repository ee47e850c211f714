package dev.connectorkit.host;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.host.config.GivenConfig;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.TrustFile;
import dev.connectorkit.host.signin.JdbcPendingSignInStore;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.host.signin.PendingSignInStore;
import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.CredentialResponse;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connectors, their instances and the sign-ins in progress. Safe for use by many threads; one per
 * application is enough.
 *
 * <p>Every failure is a {@link ConnectorException}.
 */
public final class ConnectorHost implements AutoCloseable {

  private final Plugins plugins;
  private final Instances instances;
  private final Retirement retirement;
  private final ProviderConnections connections;
  private final RedirectUris redirectUris;
  private final SignIns signIns;
  private final CredentialSignIns credentialSignIns;
  private final Watching watching;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final int maxCallsPerInstance;
  private Optional<PluginWatch> watch = Optional.empty();

  private ConnectorHost(Builder builder, URI publicBaseUrl) {
    this.clock = builder.clock;
    this.watching = new Watching(builder.watching);
    this.maxCallsPerInstance = builder.maxCallsPerInstance;
    this.redirectUris = new RedirectUris(publicBaseUrl, builder.callbackPath);
    PendingSignInStore store =
        builder.store == null
            ? new MemoryPendingSignInStore(clock, MemoryPendingSignInStore.DEFAULT_CAPACITY)
            : builder.store;
    this.signIns = new SignIns(store, builder.lifetime, clock, random);
    this.credentialSignIns = new CredentialSignIns(signIns, redirectUris);
    PluginFolder folder =
        builder.plugins == null
            ? null
            : new PluginFolder(builder.plugins, KitVersion.current(), builder.trust);
    this.connections = ProviderConnections.open(builder.http);
    this.instances = new Instances(this::run);
    this.retirement = new Retirement(builder.callDeadline);
    var intake = new PluginIntake(instances, builder.callDeadline);
    this.plugins =
        new Plugins(folder, new PluginsInUse(intake, retirement, instances), builder.callDeadline);
    try {
      builder.factories.forEach(plugins::add);
      plugins.rescan();
    } catch (ConnectorException e) {
      close();
      throw e;
    }
    this.watch = builder.watchEvery.map(every -> PluginWatch.start(plugins, every));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The connectors of which instances can be made, by id. */
  public List<AvailableConnector> connectors() {
    return List.copyOf(plugins.catalogue().connectors().values());
  }

  /** The plugins: what is installed, what cannot be used and why, and how to change that. */
  public Plugins plugins() {
    return plugins;
  }

  /**
   * Adds an instance and starts it. When the provider cannot be reached at the moment, the instance
   * is added all the same and started on first use.
   *
   * @param instanceId matches {@code [a-z0-9][a-z0-9-]{0,62}}; part of the redirect URI
   * @param connectorId the connector's id
   * @param config JSON-shaped values
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems when the
   *     config breaks the schema or the id is malformed or taken; {@link ConnectorError#NOT_FOUND}
   *     when there is no such connector
   */
  public ConnectorInstance addInstance(
      String instanceId, String connectorId, Map<String, ?> config) {
    return plugins.locked(
        () -> instances.add(instanceId, plugins.catalogue().connector(connectorId), config));
  }

  /**
   * Gives an instance another config. Calls in flight finish with the former one; pending sign-ins
   * are completed with the new one.
   *
   * @throws ConnectorException as {@link #addInstance}; the former config goes on then
   */
  public ConnectorInstance updateInstance(String instanceId, Map<String, ?> config) {
    return plugins.locked(
        () -> {
          String connectorId = instances.slot(instanceId).connectorId();
          retirement.retire(
              instances.update(instanceId, plugins.catalogue().connector(connectorId), config));
          return instances.slot(instanceId).view();
        });
  }

  /** Removes an instance: its calls in flight end, its pending sign-ins cannot be completed. */
  public void removeInstance(String instanceId) {
    plugins.locked(() -> instances.remove(instanceId)).forEach(RunningInstance::close);
  }

  /**
   * Puts a connector to work with a config that is to be tried, beside all instances. An instance
   * of the same id may exist and goes on; the redirect URI is the same.
   *
   * @param recorder learns what is asked of the provider, also when this fails
   * @throws ConnectorException as {@link #addInstance}
   */
  public Trial trial(
      String instanceId, String connectorId, Map<String, ?> config, CallRecorder recorder) {
    Instances.requireId(instanceId);
    AvailableConnector connector = plugins.locked(() -> plugins.catalogue().connector(connectorId));
    var given = GivenConfig.of(config);
    RunningInstance running = run(instanceId, connector, given, recorder::recording);
    return new Trial(new InstanceSlot(connectorId, given, running), running, signIns.ofTrials());
  }

  /** All instances, by id. */
  public List<ConnectorInstance> instances() {
    return instances.views();
  }

  /**
   * What to register at the provider for an instance of this id, existing or not.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when the id is malformed
   */
  public URI redirectUri(String instanceId) {
    Instances.requireId(instanceId);
    return redirectUris.of(instanceId);
  }

  /** Begins a sign-in. */
  public StartedSignIn begin(String instanceId) {
    return begin(instanceId, SignInOptions.none());
  }

  /** Begins a sign-in. */
  public StartedSignIn begin(String instanceId, SignInOptions options) {
    InstanceSlot slot = instances.slot(instanceId);
    return watching.begin(slot, () -> signIns.begin(slot, options));
  }

  /**
   * Completes a sign-in.
   *
   * @param instanceId the instance whose redirect URI was called
   * @param parameters all parameters of the callback, from its query or its form
   * @param browserToken what the browser holds since {@code begin}; empty when it sent none
   */
  public CompletedSignIn complete(
      String instanceId, Map<String, List<String>> parameters, Optional<Secret> browserToken) {
    InstanceSlot slot = instances.slot(instanceId);
    return watching.complete(
        slot, () -> signIns.complete(slot, new AuthorizationResponse(parameters), browserToken));
  }

  /**
   * The id of the sign-in that a callback claims to be about, whether there is such a one or not:
   * only {@link #complete} tells that, and whether it was begun in this browser.
   *
   * @param parameters as for {@code complete}
   * @return {@link StartedSignIn#id}; empty when there is no state, or more than one
   */
  public Optional<String> signInId(Map<String, List<String>> parameters) {
    return SignIns.id(parameters.getOrDefault("state", List.of()));
  }

  /**
   * Where the script of a provider posts its credentials ({@link
   * dev.connectorkit.spi.Capability#CREDENTIAL}), for an instance of this id, existing or not.
   */
  public URI credentialUri(String instanceId) {
    Instances.requireId(instanceId);
    return redirectUris.ofCredential(instanceId);
  }

  /**
   * Begins a sign-in without a redirect, for one view of a page.
   *
   * @param browserToken the token this browser holds already; empty for a new one
   * @throws ConnectorException with {@link ConnectorError#NOT_SUPPORTED} unless the connector has
   *     {@link dev.connectorkit.spi.Capability#CREDENTIAL}
   */
  public StartedCredential beginCredential(String instanceId, Optional<Secret> browserToken) {
    InstanceSlot slot = instances.slot(instanceId);
    return watching.begin(slot, () -> credentialSignIns.begin(slot, browserToken));
  }

  /**
   * Completes a sign-in without a redirect.
   *
   * @param instanceId the instance whose {@link #credentialUri} was posted to
   * @param parameters all parameters that the provider's script posted
   * @param browserToken what the browser holds since {@code beginCredential}; empty when it sent
   *     none
   */
  public CompletedCredential completeCredential(
      String instanceId, Map<String, List<String>> parameters, Optional<Secret> browserToken) {
    InstanceSlot slot = instances.slot(instanceId);
    return watching.complete(
        slot,
        () -> credentialSignIns.complete(slot, new CredentialResponse(parameters), browserToken));
  }

  /** Asks the provider whether an instance's config is usable. */
  public ConnectorHealth check(String instanceId) {
    return call(instanceId, "check", SocialConnector::check);
  }

  /** Renews tokens. */
  public TokenSet refresh(String instanceId, RefreshRequest request) {
    return call(instanceId, "refresh", connector -> connector.refresh(request));
  }

  /** Revokes a token. */
  public void revoke(String instanceId, RevocationRequest request) {
    call(
        instanceId,
        "revoke",
        connector -> {
          connector.revoke(request);
          return Boolean.TRUE;
        });
  }

  /**
   * Ends all calls, and closes all instances, connections and plugins, for good: later calls fail
   * with {@link ConnectorError#STOPPED}.
   */
  @Override
  public void close() {
    watch.ifPresent(PluginWatch::close);
    plugins.close(
        () -> {
          List<RunningInstance> running = instances.close();
          // Calls in flight end with the connections.
          connections.close();
          retirement.retire(running);
          retirement.close();
        });
  }

  private <T> T call(String instanceId, String operation, Function<SocialConnector, T> code) {
    try (RunningInstance.Lease lease = instances.slot(instanceId).lease()) {
      return lease.call(operation, code);
    }
  }

  /** Makes a connector run with a config. */
  private RunningInstance run(String instanceId, AvailableConnector connector, GivenConfig given) {
    return run(
        instanceId,
        connector,
        given,
        (http, config) -> watching.watched(http, instanceId, connector.metadata().id()));
  }

  /**
   * @param wayOut puts something between the connector and its HTTP
   */
  private RunningInstance run(
      String instanceId,
      AvailableConnector connector,
      GivenConfig given,
      BiFunction<ProviderHttp, ConnectorConfig, ProviderHttp> wayOut) {
    ConnectorMetadata metadata = connector.metadata();
    ConnectorConfig config = connector.schema().validate(given.values());
    Map<String, List<URI>> configured = connector.schema().originsByProperty(config.asMap());
    InstanceTarget target = InstanceTarget.of(instanceId, metadata, configured);
    var view =
        new ConnectorInstance(
            instanceId, target.target(), metadata, redirectUris.of(instanceId), true, target.own());
    instances.requireDistinctTarget(target);
    Set<URI> origins = new HashSet<>(metadata.origins());
    configured.values().forEach(origins::addAll);
    InstanceHttp http = connections.open(instanceId, origins);
    return RunningInstance.create(
        view,
        connector,
        config,
        new InstanceContext(instanceId, wayOut.apply(http, config), clock, random),
        http,
        new Bulkhead(instanceId, connector.calls().plugin(), maxCallsPerInstance));
  }

  /** Collects a host's settings; {@code publicBaseUrl} is needed. */
  public static final class Builder {

    private @Nullable Path plugins;
    private final List<ConnectorFactory> factories = new ArrayList<>();
    private @Nullable URI publicBaseUrl;
    private String callbackPath = "/callback/" + RedirectUris.INSTANCE;
    private HttpSettings http = HttpSettings.defaults();
    private @Nullable PendingSignInStore store;
    private Duration lifetime = Duration.ofMinutes(10);
    private Clock clock = Clock.systemUTC();
    private TrustFile trust = TrustFile.none();
    private Optional<Duration> watchEvery = Optional.empty();
    private Duration callDeadline = Duration.ofSeconds(30);
    private int maxCallsPerInstance = 64;
    private HostWatch watching = HostWatch.NOBODY;

    private Builder() {}

    /** A folder of connector jars that only an administrator can write to. */
    public Builder plugins(Path folder) {
      this.plugins = folder;
      return this;
    }

    /**
     * Loads only the jars that this file names: {@code {"plugins": [{"id": "…", "version": "…",
     * "sha256": "…"}]}}.
     */
    public Builder trustFile(Path file) {
      this.trust = TrustFile.of(file);
      return this;
    }

    /**
     * Looks at the plugins folder again and again, and does what its files say. A file is taken up
     * when it did not change between two looks.
     */
    public Builder watchPlugins(Duration every) {
      this.watchEvery = Optional.of(positive(every, "Plugins must be watched at some interval."));
      return this;
    }

    /** How long one call into a connector may take, whatever it does; 30 seconds unless set. */
    public Builder callDeadline(Duration value) {
      this.callDeadline = positive(value, "A call must be given some time.");
      return this;
    }

    /** How many calls one instance may have in progress; 64 unless set. */
    public Builder maxCallsPerInstance(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("An instance must be allowed a call.");
      }
      this.maxCallsPerInstance = value;
      return this;
    }

    /** A connector that is on the class path, beside those of the folder. */
    public Builder connector(ConnectorFactory factory) {
      factories.add(factory);
      return this;
    }

    /** All connectors on the class path that {@link ServiceLoader} finds. */
    public Builder connectorsOnClassPath() {
      ServiceLoader.load(ConnectorFactory.class).forEach(factories::add);
      return this;
    }

    /** Where browsers reach the application; redirect URIs are made from it alone. */
    public Builder publicBaseUrl(URI value) {
      this.publicBaseUrl = value;
      return this;
    }

    /** The path of redirect URIs, with <code>{instance}</code> for the instance's id. */
    public Builder callbackPath(String value) {
      this.callbackPath = value;
      return this;
    }

    public Builder http(HttpSettings value) {
      this.http = value;
      return this;
    }

    /**
     * Where sign-ins wait; in this host's memory unless set. Hosts behind one load balancer need a
     * common one, such as {@link JdbcPendingSignInStore}.
     */
    public Builder pendingSignIns(PendingSignInStore value) {
      this.store = value;
      return this;
    }

    /** How long a person may take, at most a day; 10 minutes unless set. */
    public Builder signInLifetime(Duration value) {
      this.lifetime = positive(value, "A sign-in must be given some time.");
      if (value.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("A sign-in must end within a day.");
      }
      return this;
    }

    /** Whom to tell what happens; nobody unless set. */
    public Builder watch(HostWatch value) {
      this.watching = value;
      return this;
    }

    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Opens the host and loads its plugins. A jar that cannot be used is among {@link
     * ConnectorHost#plugins()}.
     *
     * @throws ConnectorException when the folder or a setting is not usable
     */
    public ConnectorHost open() {
      return new ConnectorHost(this, requireNonNull(publicBaseUrl, "publicBaseUrl is not set"));
    }

    private static Duration positive(Duration value, String otherwise) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException(otherwise);
      }
      return value;
    }
  }
}
