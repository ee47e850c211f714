package dev.connectorkit.console.watch;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.Readiness;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import dev.connectorkit.spi.ConnectorError;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

/**
 * Counts and times of this node since it was started. Every label has few values, whoever signs in:
 * instances, connectors, codes.
 */
public final class Metrics implements HostWatch, AutoCloseable {

  /** Instances beyond so many, of all that ever were since the start, share one label. */
  static final int INSTANCES = 200;

  private static final String OTHER = "_other";
  private static final String NONE = "none";
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final ConcurrentMap<String, String> instances = new ConcurrentHashMap<>();
  private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();

  public Metrics() {
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Adds the gauges of a database.
   *
   * @param pending how many sign-ins wait for their callback, which costs a query
   */
  public void watch(ConsoleDatabase database, Readiness readiness, DoubleSupplier pending) {
    gauge(
        "console.database.up",
        "Whether the database answers.",
        Tags.empty(),
        () -> readiness.isReady() ? 1 : 0);
    connections("active", () -> database.poolUse().active());
    connections("idle", () -> database.poolUse().idle());
    gauge(
        "console.database.waiting",
        "Callers that wait for a connection.",
        Tags.empty(),
        () -> database.poolUse().waiting());
    gauge(
        "connector.sign_in.pending",
        "Sign-ins that wait for their callback, of all nodes together.",
        Tags.empty(),
        new Sampled(readiness::isReady, pending));
  }

  /** Adds how many lines a list has lost. */
  public void watch(SignInLog list) {
    FunctionCounter.builder("console.sign_ins.lost", list, SignInLog::lost)
        .description("Sign-ins that are missing in the list.")
        .register(registry);
  }

  private void connections(String state, DoubleSupplier number) {
    gauge(
        "console.database.connections",
        "Connections to the database.",
        Tags.of("state", state),
        number);
  }

  private void gauge(String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void signIn(WatchedSignIn signIn) {
    Optional<ConnectorError> error = signIn.failure().map(WatchedSignIn.Failure::error);
    boolean begin = signIn.half() == Half.BEGIN;
    record(
        new Series(
            begin ? "connector.sign_in.begin" : "connector.sign_in.complete",
            begin
                ? "Sign-ins that were begun, or could not be."
                : "Sign-ins that came back from the provider, by outcome.",
            label(signIn.instanceId()),
            signIn.connectorId(),
            Tags.of("outcome", Outcome.of(signIn).code()),
            error.map(ConnectorError::code).orElse(NONE)),
        signIn.took());
  }

  @Override
  public void call(WatchedCall call) {
    String status = call.status().isPresent() ? call.status().getAsInt() / 100 + "xx" : NONE;
    record(
        new Series(
            "connector.provider.request",
            "Requests to the provider, by what they are for.",
            label(call.instanceId()),
            call.connectorId(),
            Tags.of("status", status, "kind", call.kind().name().toLowerCase(Locale.ROOT)),
            call.failure().map(ConnectorError::code).orElse(NONE)),
        call.took());
  }

  /** All of them in the text format of Prometheus, version 0.0.4. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }

  private void record(Series series, Duration took) {
    timers.computeIfAbsent(series, this::timer).record(took);
  }

  private Timer timer(Series series) {
    return Timer.builder(series.name())
        .description(series.description())
        .tag("instance.id", series.instance())
        .tag("connector.id", series.connector())
        .tags(series.more())
        .tag("error.type", series.error())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Operators may make and remove any number of instances while the console runs. */
  private String label(String instanceId) {
    String known = instances.get(instanceId);
    if (known != null) {
      return known;
    }
    if (instances.size() >= INSTANCES) {
      return OTHER;
    }
    instances.put(instanceId, instanceId);
    return instanceId;
  }

  private record Series(
      String name,
      String description,
      String instance,
      String connector,
      Tags more,
      String error) {}
}
