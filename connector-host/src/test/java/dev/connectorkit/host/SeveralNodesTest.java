package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.host.plugin.BoundSample;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.host.signin.StoreKind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts over one database, with a real plugin jar and a token endpoint that counts. */
@ParameterizedClass
@EnumSource(
    value = StoreKind.class,
    names = {"H2", "POSTGRESQL", "POSTGRESQL_WITHOUT_AUTOCOMMIT"})
@Timeout(120)
class SeveralNodesTest {

  private static final int SIGN_INS = Extent.of(1_000, 200);

  private final StoreKind kind;
  private final MutableClock clock = new MutableClock();
  private final Browser ada = new Browser("ada");
  private final Map<String, AtomicInteger> codesSeen = new ConcurrentHashMap<>();
  @TempDir private Path folder;
  private SharedStore shared;
  private HttpServer tokenEndpoint;

  SeveralNodesTest(StoreKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() throws IOException {
    BoundSample.withTokenEndpoint().writeTo(folder, "sample.jar");
    shared = kind.open(clock, 100_000);
    tokenEndpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    tokenEndpoint.createContext(
        "/token",
        exchange -> {
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String code = URLDecoder.decode(form.substring("code=".length()), UTF_8);
          codesSeen.computeIfAbsent(code, c -> new AtomicInteger()).incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    tokenEndpoint.start();
  }

  @AfterEach
  void close() {
    if (shared != null) {
      tokenEndpoint.stop(0);
      shared.close();
    }
  }

  @Test
  void whatBeginsOnOneNodeCompletesOnTheOtherEachOfAThousandTimes() {
    try (ConnectorHost node1 = node();
        ConnectorHost node2 = node()) {
      for (int i = 0; i < SIGN_INS; i++) {
        ConnectorHost here = i % 2 == 0 ? node1 : node2;
        ConnectorHost there = i % 2 == 0 ? node2 : node1;
        StartedSignIn started = ada.begin(here, "one");

        assertThat(ada.complete(there, "one", ada.consent(started)).profile().id())
            .isEqualTo("ada");
      }
    }
    assertThat(codesSeen).hasSize(SIGN_INS).allSatisfy((code, n) -> assertThat(n).hasValue(1));
    assertThat(shared.count()).isZero();
  }

  @Test
  void aSignInOutlivesARestartOfAllNodes() {
    StartedSignIn started;
    try (ConnectorHost node = node()) {
      started = ada.begin(node, "one");
    }
    clock.advance(Duration.ofMinutes(9));
    try (ConnectorHost node = node()) {
      assertThat(ada.complete(node, "one", ada.consent(started)).profile().id()).isEqualTo("ada");
    }
  }

  @Test
  void aNodeWithAnotherVersionOfThePluginCompletesItToo() throws IOException {
    Path older = Files.createDirectory(folder.resolve("older"));
    BoundSample.version("1.0.0").writeTo(older, "sample.jar");
    Path newer = Files.createDirectory(folder.resolve("newer"));
    BoundSample.version("2.0.0").writeTo(newer, "sample.jar");
    try (ConnectorHost node1 = host(older, Map.of("clientId", "client"));
        ConnectorHost node2 = host(newer, Map.of("clientId", "client"))) {
      StartedSignIn started = ada.begin(node1, "one");

      assertThat(ada.complete(node2, "one", ada.consent(started)).profile().username())
          .contains("1.0.0 to 2.0.0");
    }
  }

  @Test
  void nodesLostOneAfterTheOtherLoseNoSignIn() {
    List<ConnectorHost> nodes = new ArrayList<>(List.of(node(), node(), node()));
    List<StartedSignIn> started = new ArrayList<>();
    List<Browser> browsers = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        // One after the other goes away and comes back while people are at the provider.
        if (i % 100 == 99) {
          int lost = i / 100 % nodes.size();
          nodes.get(lost).close();
          nodes.set(lost, node());
        }
        var browser = new Browser("person" + i);
        browsers.add(browser);
        started.add(browser.begin(nodes.get(i % nodes.size()), "one"));
      }
      nodes.get(0).close();
      for (int i = 0; i < 500; i++) {
        Browser browser = browsers.get(i);
        ConnectorHost survivor = nodes.get(1 + i % 2);
        assertThat(
                browser.complete(survivor, "one", browser.consent(started.get(i))).profile().id())
            .isEqualTo("person" + i);
      }
    } finally {
      nodes.forEach(ConnectorHost::close);
    }
    assertThat(shared.count()).isZero();
  }

  @Test
  void of64CallersForOneStateOnTwoNodesExactlyOneWinsAndTheCodeIsSentOnce() throws Exception {
    var pool = Executors.newFixedThreadPool(64);
    try (ConnectorHost node1 = node();
        ConnectorHost node2 = node()) {
      for (int round = 0; round < 10; round++) {
        StartedSignIn started = ada.begin(node1, "one");
        var together = new CyclicBarrier(64);
        List<Future<String>> callers =
            IntStream.range(0, 64)
                .mapToObj(
                    i ->
                        pool.submit(
                            () -> {
                              together.await();
                              return outcome(i % 2 == 0 ? node1 : node2, started);
                            }))
                .toList();
        var outcomes = new ArrayList<String>();
        for (Future<String> caller : callers) {
          outcomes.add(caller.get());
        }

        assertThat(outcomes).filteredOn("ada"::equals).hasSize(1);
        assertThat(outcomes)
            .filteredOn(ConnectorError.SIGN_IN_NOT_FOUND.code()::equals)
            .hasSize(63);
        assertThat(codesSeen.get(ada.code(started))).hasValue(1);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(codesSeen).hasSize(10);
  }

  private String outcome(ConnectorHost node, StartedSignIn started) {
    try {
      return ada.complete(node, "one", ada.consent(started)).profile().id();
    } catch (ConnectorException e) {
      return e.error().code();
    }
  }

  private ConnectorHost node() {
    String uri = "http://127.0.0.1:" + tokenEndpoint.getAddress().getPort() + "/token";
    return host(folder, Map.of("tokenEndpoint", uri));
  }

  private ConnectorHost host(Path plugins, Map<String, String> config) {
    ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(shared.store())
            .clock(clock)
            .open();
    host.addInstance("one", "sample", config);
    return host;
  }
}
