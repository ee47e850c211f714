package dev.connectorkit.host;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.host.signin.PendingSignInStore;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Connectors, their instances and the sign-ins in progress. Safe for use by many threads; one per
 * application is enough.
 *
 * <p>Every failure is a {@link ConnectorException}.
 */
public final class ConnectorHost implements AutoCloseable {

  private static final Pattern INSTANCE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final Catalogue catalogue;
  private final ProviderConnections connections;
  private final RedirectUris redirectUris;
  private final SignIns signIns;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentMap<String, RunningInstance> instances = new ConcurrentHashMap<>();

  private ConnectorHost(Builder builder, URI publicBaseUrl) {
    this.clock = builder.clock;
    this.redirectUris = new RedirectUris(publicBaseUrl, builder.callbackPath);
    PendingSignInStore store =
        builder.store == null
            ? new MemoryPendingSignInStore(clock, MemoryPendingSignInStore.DEFAULT_CAPACITY)
            : builder.store;
    this.signIns = new SignIns(store, builder.lifetime, clock, random);
    this.catalogue = Catalogue.open(builder.plugins, builder.factories);
    this.connections = ProviderConnections.open(builder.http);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The connectors of which instances can be made, by id. */
  public List<AvailableConnector> connectors() {
    return catalogue.connectors();
  }

  /** The jars that are not in use, and why. */
  public List<PluginProblem> problems() {
    return catalogue.problems();
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
    if (!INSTANCE_ID.matcher(instanceId).matches()) {
      throw invalid("The instance id must match " + INSTANCE_ID.pattern() + ".");
    }
    AvailableConnector connector = catalogue.connector(connectorId);
    ConnectorConfig validated = connector.schema().validate(config);
    RunningInstance instance = create(instanceId, connector, validated);
    if (instances.putIfAbsent(instanceId, instance) != null) {
      instance.close();
      throw invalid("There is an instance '" + instanceId + "' already. Remove it first.");
    }
    return instance.view();
  }

  /** Removes an instance: its calls in flight end, its pending sign-ins cannot be completed. */
  public void removeInstance(String instanceId) {
    RunningInstance removed = instances.remove(instanceId);
    if (removed != null) {
      removed.close();
    }
  }

  /** All instances, by id. */
  public List<ConnectorInstance> instances() {
    return instances.values().stream()
        .map(RunningInstance::view)
        .sorted(Comparator.comparing(ConnectorInstance::id))
        .toList();
  }

  /** What to register at the provider for an instance of this id, existing or not. */
  public URI redirectUri(String instanceId) {
    return redirectUris.of(instanceId);
  }

  /** Begins a sign-in. */
  public StartedSignIn begin(String instanceId) {
    return begin(instanceId, SignInOptions.none());
  }

  /** Begins a sign-in. */
  public StartedSignIn begin(String instanceId, SignInOptions options) {
    return signIns.begin(instance(instanceId), options);
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
    return signIns.complete(
        instance(instanceId), new AuthorizationResponse(parameters), browserToken);
  }

  /** Asks the provider whether an instance's config is usable. */
  public ConnectorHealth check(String instanceId) {
    return instance(instanceId).call("check", connector -> connector.check());
  }

  /** Renews tokens. */
  public TokenSet refresh(String instanceId, RefreshRequest request) {
    return instance(instanceId).call("refresh", connector -> connector.refresh(request));
  }

  /** Revokes a token. */
  public void revoke(String instanceId, RevocationRequest request) {
    instance(instanceId)
        .call(
            "revoke",
            connector -> {
              connector.revoke(request);
              return Boolean.TRUE;
            });
  }

  /** Closes all instances, connections and plugins. */
  @Override
  public void close() {
    Set.copyOf(instances.keySet()).forEach(this::removeInstance);
    connections.close();
    catalogue.close();
  }

  private RunningInstance create(
      String instanceId, AvailableConnector connector, ConnectorConfig config) {
    var metadata = connector.metadata();
    Set<URI> origins = new HashSet<>(metadata.origins());
    origins.addAll(connector.schema().origins(config));
    InstanceHttp http = connections.open(instanceId, origins);
    return RunningInstance.create(
        new ConnectorInstance(
            instanceId,
            metadata.standard() ? instanceId : metadata.target(),
            metadata,
            redirectUris.of(instanceId)),
        connector,
        config,
        new InstanceContext(instanceId, http, clock, random),
        http);
  }

  private RunningInstance instance(String instanceId) {
    RunningInstance instance = instances.get(instanceId);
    if (instance == null) {
      throw ConnectorException.of(ConnectorError.NOT_FOUND)
          .message("There is no connector instance of this id.")
          .build();
    }
    return instance;
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG).message(message).build();
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

    private Builder() {}

    /** A folder of connector jars that only an administrator can write to. */
    public Builder plugins(Path folder) {
      this.plugins = folder;
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

    /** Where sign-ins wait; in this host's memory unless set. */
    public Builder pendingSignIns(PendingSignInStore value) {
      this.store = value;
      return this;
    }

    /** How long a person may take; 10 minutes unless set. */
    public Builder signInLifetime(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("A sign-in must be given some time.");
      }
      this.lifetime = value;
      return this;
    }

    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /**
     * Opens the host and loads its plugins. A jar that cannot be used is among {@link
     * ConnectorHost#problems()}.
     *
     * @throws ConnectorException when the folder or a setting is not usable
     */
    public ConnectorHost open() {
      return new ConnectorHost(this, requireNonNull(publicBaseUrl, "publicBaseUrl is not set"));
    }
  }
}
