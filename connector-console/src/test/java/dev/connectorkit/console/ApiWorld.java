package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A console that was set up, and a program with a token of its operator's. */
final class ApiWorld implements AutoCloseable {

  static final String HUB = "/instances/huggingface";
  static final String NEW =
      """
      {"id": "huggingface", "connector": "huggingface-universal", "name": "The hub",
       "config": {"clientId": "client", "clientSecret": "canary-client-secret",
                  "scope": "openid profile email"}}
      """;
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  final ConsoleWorld world;
  final ConsoleServer console;
  final ConsoleBrowser operator;
  final ApiProgram program;

  private ApiWorld(ConsoleWorld world, ConsoleServer console) {
    this.world = world;
    this.console = console;
    this.operator = world.setUp(console);
    this.program = ApiProgram.of(console, operator, "ci");
  }

  static ApiWorld with(DatabaseSettings database) throws IOException {
    var world = new ConsoleWorld(database);
    return new ApiWorld(world, world.start());
  }

  /** With a database of its own. */
  static ApiWorld in(Path folder) throws IOException {
    return with(DatabaseKind.chosen().fresh(folder));
  }

  static ApiWorld with(Path folder, SourceSettings sources) throws IOException {
    var world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    return new ApiWorld(world, world.start(sources));
  }

  /** Where plugins may be changed. */
  static ApiWorld withUploads(Path folder, Path plugins, Optional<Path> trustFile)
      throws IOException {
    var world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    return new ApiWorld(world, world.startWithUploads(plugins, trustFile));
  }

  Answer add() {
    return program.post("/instances", NEW).expect(201);
  }

  /** Begins a try, says yes at the provider in a browser of nobody, and reads the report. */
  Answer tried() {
    Answer begun = program.post(HUB + "/tries").expect(201);
    assertThat(begun.text("/state")).isEqualTo("waiting");
    var person = new ConsoleBrowser(console.address());
    HttpResponse<String> sent = person.post(path(begun), Map.of());
    String id = begun.text("/id");
    assertThat(program.get("/tries/" + id).expect(200).text("/state")).isEqualTo("opened");
    assertThat(back(person, sent))
        .contains("The program that began it")
        .doesNotContain("Ada Example");
    Answer ended = program.get("/tries/" + id).expect(200);
    assertThat(ended.text("/state")).isEqualTo("ended");
    return ended;
  }

  /** Somebody signs in at the public page. */
  String signIn() {
    var person = new ConsoleBrowser(console.address());
    return back(person, person.post("/sign-in/huggingface", Map.of()));
  }

  /** Such as {@code token:ci instance.created huggingface}, newest first. */
  List<String> actions() {
    var actions = new ArrayList<String>();
    program
        .get("/activity?limit=200")
        .body()
        .get("items")
        .forEach(
            entry ->
                actions.add(
                    entry.get("actor").asText()
                        + " "
                        + entry.get("action").asText()
                        + " "
                        + entry.get("subject").asText()));
    return actions;
  }

  static String path(Answer begun) {
    return URI.create(begun.text("/link")).getPath();
  }

  @Override
  public void close() {
    world.close();
  }

  private String back(ConsoleBrowser person, HttpResponse<String> sent) {
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    URI authorization = URI.create(sent.headers().firstValue("Location").orElseThrow());
    URI callback = world.provider.authorize(authorization, Consent.allow(ADA));
    return person.get(callback.getRawPath() + "?" + callback.getRawQuery()).body();
  }
}
