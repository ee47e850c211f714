package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole sign-in leaves behind in metrics and in the log. */
class WatchIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theMetricsAreOnAnAddressOfTheirOwnAndNowhereElse() {
    add();
    var person = new ConsoleBrowser(console.address());
    signIn(person);
    person.post("/sign-in/huggingface", Map.of());
    var prometheus =
        new ConsoleBrowser(URI.create("http://localhost:" + console.metricsPort().orElseThrow()));

    HttpResponse<String> scraped = prometheus.get("/metrics");

    assertThat(scraped.statusCode()).isEqualTo(200);
    assertThat(scraped.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(scraped.body())
        .contains(
            "connector_sign_in_begin_seconds_count{connector_id=\"huggingface-universal\","
                + "error_type=\"none\",instance_id=\"huggingface\",outcome=\"success\"} 2",
            "connector_sign_in_complete_seconds_count{connector_id=\"huggingface-universal\","
                + "error_type=\"none\",instance_id=\"huggingface\",outcome=\"success\"} 1",
            "kind=\"token\",status=\"2xx\"} 1",
            "kind=\"resource\",status=\"2xx\"} 1",
            "connector_sign_in_pending 1",
            "console_database_up 1",
            "console_sign_ins_lost_total 0")
        .containsPattern("console_database_connections\\{state=\"idle\"} [1-9]")
        .doesNotContain("ada-example", "5f00000", "canary", world.publicUrl.toString());
    assertThat(person.get("/metrics").statusCode()).isEqualTo(404);
    assertThat(prometheus.get("/admin/instances").statusCode()).isEqualTo(404);
    assertThat(prometheus.get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aPageAboutAFailureNamesTheLinesOfTheLog() throws IOException {
    add();
    var person = new ConsoleBrowser(console.address());
    world.provider.switchOn(Quirk.OUTAGE);
    try (var log = EveryLine.asJson()) {
      HttpResponse<String> failed = signIn(person);

      String reference = person.page().select("#reference").text();
      assertThat(failed.headers().firstValue("X-Request-Id")).contains(reference);
      List<JsonNode> lines =
          lines(log).stream()
              .filter(line -> line.path("request").asText().equals(reference))
              .toList();
      assertThat(lines)
          .anySatisfy(
              line -> {
                assertThat(line.path("message").asText()).isEqualTo("Sign-in");
                assertThat(line.path("instance").asText()).isEqualTo("huggingface");
                assertThat(line.path("outcome").asText()).isEqualTo("failure");
                assertThat(line.path("step").asText()).isEqualTo("token");
                assertThat(line.path("code").asText()).isEqualTo("unavailable");
              })
          .anySatisfy(line -> assertThat(line.path("level").asText()).isEqualTo("WARN"));
      assertThat(person.get("/nothing").headers().firstValue("X-Request-Id"))
          .isPresent()
          .isNotEqualTo(failed.headers().firstValue("X-Request-Id"));
    }
  }

  @Test
  void noLineAtAnyLevelHoldsASecretOrAPerson() throws IOException {
    List<String> canaries = new ArrayList<>();
    try (var log = EveryLine.asJson()) {
      ConsoleBrowser operator = world.setUp(console);
      canaries.add(console.setUpLink().orElseThrow().getPath().replaceFirst(".*/", ""));
      add();
      var person = new ConsoleBrowser(console.address());
      HttpResponse<String> sent = person.post("/sign-in/huggingface", Map.of());
      URI authorization = URI.create(sent.headers().firstValue("Location").orElseThrow());
      URI back = world.provider.authorize(authorization, Consent.allow(ADA));
      canaries.addAll(values(back.getRawQuery()));
      canaries.addAll(person.cookies.values());
      person.get(back.getPath() + "?" + back.getRawQuery());
      assertThat(person.page().text()).contains("Ada Example");
      // A second time, and with a provider that fails: messages are longer then.
      person.get(back.getPath() + "?" + back.getRawQuery());
      world.provider.switchOn(Quirk.OUTAGE);
      signIn(person);

      canaries.addAll(operator.cookies.values());
      canaries.addAll(person.cookies.values());
      world
          .internet
          .journal()
          .exchanges()
          .forEach(
              exchange -> {
                exchange.request().formParameter("code_verifier").ifPresent(canaries::add);
                exchange.request().formParameter("code").ifPresent(canaries::add);
                exchange
                    .request()
                    .header("authorization")
                    .ifPresent(value -> canaries.add(value.split(" ")[1]));
              });
      canaries.add(ConsoleWorld.CLIENT_SECRET);
      canaries.add(ConsoleWorld.PASSWORD);
      canaries.add(ConsoleWorld.KEY.split(" ")[1]);
      canaries.add("Ada Example");
      canaries.add("5f0000000000000000000001");

      assertThat(canaries).hasSizeGreaterThan(12).allMatch(canary -> canary.length() > 7);
      assertThat(lines(log)).hasSizeGreaterThan(3);
      assertThat(log.text()).contains("\"level\":\"INFO\"").doesNotContain(canaries);
    }
  }

  private void add() {
    ConsoleWorld.offer(console, "huggingface");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> new ConsoleBrowser(console.address()).get("/").body().contains("Hugging Face"));
  }

  private HttpResponse<String> signIn(ConsoleBrowser person) {
    HttpResponse<String> sent = person.post("/sign-in/huggingface", Map.of());
    URI back =
        world.provider.authorize(
            URI.create(sent.headers().firstValue("Location").orElseThrow()), Consent.allow(ADA));
    return person.get(back.getPath() + "?" + back.getRawQuery());
  }

  private static List<String> values(String query) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith("code=") || pair.startsWith("state="))
        .map(pair -> pair.substring(pair.indexOf('=') + 1))
        .toList();
  }

  /** Each line is one JSON object. */
  private static List<JsonNode> lines(EveryLine log) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    var lines = new ArrayList<JsonNode>();
    for (String line : log.text().lines().toList()) {
      JsonNode json = mapper.readTree(line);
      assertThat(json.isObject()).isTrue();
      assertThat(json.path("time").asText()).endsWith("Z");
      assertThat(json.path("logger").asText()).isNotEmpty();
      lines.add(json);
    }
    return lines;
  }
}
