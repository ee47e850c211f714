package dev.connectorkit.benchmarks.parts;

import dev.connectorkit.benchmarks.plugin.SampleFactory;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.SignInSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the host does around a connector. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HostParts {

  private final CompiledSchema schema = CompiledSchema.compile(new SampleFactory().configSchema());
  private final Map<String, String> config =
      Map.of("clientId", "client", "clientSecret", "secret", "baseUrl", "https://provider.example");
  private final MemoryPendingSignInStore store =
      new MemoryPendingSignInStore(Clock.systemUTC(), 100_000);
  private final PendingSignIn pending =
      new PendingSignIn(
          "state hash",
          "browser hash",
          "instance",
          new SignInSession(Map.of("redirect_uri", "https://app.example/callback/instance")),
          Instant.now().plusSeconds(36_000));

  @Benchmark
  public ConnectorConfig configValidation() {
    return schema.validate(config);
  }

  @Benchmark
  public Take pendingPutAndTake() {
    store.put(pending);
    return store.take(pending.stateHash(), pending.instanceId(), pending.browserHash());
  }
}
