package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application on virtual threads: whatever these wait for in the host, they give up their
 * carrier. The JDK itself is the witness, through its flight recorder.
 */
@Timeout(300)
@ExtendWith(Stalls.class)
class VirtualThreadsTest {

  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final String STARTED = "jdk.VirtualThreadStart";
  private static final int PEOPLE = 64;

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final CountDownLatch everybodyWaits = new CountDownLatch(PEOPLE);
  private HttpServer provider;

  @BeforeEach
  void open() throws IOException {
    assumeThat(Runtime.version().feature())
        .as("virtual threads are there since Java 21")
        .isGreaterThanOrEqualTo(21);
    provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), PEOPLE);
    provider.setExecutor(Executors.newCachedThreadPool());
    provider.createContext(
        "/",
        exchange -> {
          everybodyWaits.countDown();
          try {
            everybodyWaits.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void close() {
    if (provider != null) {
      provider.stop(0);
      ((ExecutorService) provider.getExecutor()).shutdownNow();
    }
  }

  @Test
  void aSignInPinsNoCarrier() throws Exception {
    connector("1.0.0").writeTo(folder, "sample.jar");
    List<RecordedEvent> events;
    try (var host = new PluginHost(folder, builder -> builder.maxCallsPerInstance(2 * PEOPLE))) {
      events =
          recorded(
              virtual -> {
                virtual.submit(() -> addTo(host)).get();
                List<Future<String>> people = new ArrayList<>();
                for (int i = 0; i < PEOPLE; i++) {
                  people.add(virtual.submit(() -> host.signIn("one")));
                }
                for (Future<String> person : people) {
                  assertThat(person.get()).isEqualTo("1.0.0 to 1.0.0");
                }
                Path next = connector("2.0.0").writeTo(elsewhere, "next.jar");
                virtual.submit(() -> host.plugins().upgrade(next)).get();
                assertThat(virtual.submit(() -> host.signIn("one")).get()).startsWith("2.0.0");
                virtual.submit(() -> host.plugins().uninstall("sample")).get();
              });
    }

    assertThat(events).filteredOn(event -> is(event, STARTED)).hasSizeGreaterThan(PEOPLE);
    assertThat(events).filteredOn(event -> is(event, PINNED)).isEmpty();
  }

  @Test
  void theRecorderWouldSeeIt() throws Exception {
    List<RecordedEvent> events =
        recorded(virtual -> virtual.submit(Pinning::initialize).get(1, TimeUnit.MINUTES));

    assertThat(events).filteredOn(event -> is(event, PINNED)).isNotEmpty();
  }

  /** Waits inside of a static initialiser, which pins the carrier on every JDK so far. */
  private static final class Pinning {
    static {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }

    static String initialize() {
      return "initialised";
    }
  }

  private ConnectorInstance addTo(PluginHost host) {
    String origin = "http://localhost:" + provider.getAddress().getPort();
    return host.host.addInstance("one", "sample", Map.of("provider", origin));
  }

  private interface Work {
    void on(ExecutorService virtual) throws Exception;
  }

  /** What the JDK records while something runs on virtual threads. */
  private List<RecordedEvent> recorded(Work work) throws Exception {
    Path file = elsewhere.resolve("recording.jfr");
    try (var recording = new Recording()) {
      recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
      recording.enable(STARTED);
      recording.start();
      ExecutorService virtual = virtualThreads();
      try {
        work.on(virtual);
      } finally {
        virtual.shutdown();
      }
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  /** By reflection, as this is compiled for Java 17. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static boolean is(RecordedEvent event, String type) {
    return event.getEventType().getName().equals(type);
  }

  /** Each sign-in asks the provider, and waits for everybody else there. */
  private static PluginJarBuilder connector(String version) {
    return PluginJarBuilder.good("sample")
        .version(version)
        .schema(
            "{\"type\": \"object\", \"properties\":"
                + " {\"provider\": {\"type\": \"string\", \"x-origin\": true}}}")
        .code("create", "kept = config.text(\"provider\");")
        .code("complete", "context.http().send(ProviderRequest.get(URI.create(kept + \"/\")));");
  }
}
