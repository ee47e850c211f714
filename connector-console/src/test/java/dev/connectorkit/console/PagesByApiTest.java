package dev.connectorkit.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.api.DocumentedApi;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the operator's pages show and do is an operation of the API, or stands in
 * docs/api.md as something that is for pages only.
 */
class PagesByApiTest {

  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final Pattern PAGES_ONLY =
      Pattern.compile("(?s)<!-- pages only: start -->(.*?)<!-- pages only: end -->");

  /** Pages below /admin, and the operations below /api/v1 that do and show the same. */
  private static final Map<String, List<String>> BY_API =
      Map.ofEntries(
          entry("GET /connectors", List.of("GET /connectors", "GET /plugins", "GET /settings")),
          entry("POST /connectors/reload", List.of("POST /connectors/reload")),
          entry("POST /plugins", List.of("POST /plugins")),
          entry("POST /plugins/{plugin}/disable", List.of("POST /plugins/{id}/disable")),
          entry("POST /plugins/{plugin}/enable", List.of("POST /plugins/{id}/enable")),
          entry("GET /plugins/{plugin}/remove", List.of("GET /plugins/{id}")),
          entry("POST /plugins/{plugin}/remove", List.of("DELETE /plugins/{id}")),
          entry("GET ", List.of("GET /instances")),
          entry("GET /instances", List.of("GET /instances")),
          entry("GET /instances/new", List.of("GET /connectors/{id}")),
          entry("POST /instances/new", List.of("POST /instances")),
          entry("GET /instances/{id}", List.of("GET /instances/{id}", "GET /connectors/{id}")),
          entry("POST /instances/{id}", List.of("PUT /instances/{id}")),
          entry("POST /instances/{id}/enable", List.of("POST /instances/{id}/enable")),
          entry("POST /instances/{id}/disable", List.of("POST /instances/{id}/disable")),
          entry("POST /instances/{id}/up", List.of("GET /order", "PUT /order")),
          entry("POST /instances/{id}/down", List.of("GET /order", "PUT /order")),
          entry("POST /instances/{id}/move", List.of("GET /order", "PUT /order")),
          entry("GET /instances/{id}/remove", List.of("GET /instances/{id}")),
          entry("POST /instances/{id}/remove", List.of("DELETE /instances/{id}")),
          entry("POST /instances/{id}/check", List.of("POST /instances/{id}/check")),
          entry("GET /instances/{id}/try", List.of("GET /instances/{id}")),
          entry(
              "POST /instances/{id}/try", List.of("POST /instances/{id}/tries", "GET /tries/{id}")),
          entry("GET /instances/{id}/report", List.of("GET /tries/{id}")),
          entry("GET /instances/{id}/logo", List.of("GET /instances/{id}/logos/{variant}")),
          entry("POST /instances/{id}/logo/light", List.of("PUT /instances/{id}/logos/{variant}")),
          entry("POST /instances/{id}/logo/dark", List.of("PUT /instances/{id}/logos/{variant}")),
          entry(
              "POST /instances/{id}/logo/light/remove",
              List.of("DELETE /instances/{id}/logos/{variant}")),
          entry(
              "POST /instances/{id}/logo/dark/remove",
              List.of("DELETE /instances/{id}/logos/{variant}")),
          entry("POST /sign-in-page/{id}/up", List.of("PUT /order")),
          entry("POST /sign-in-page/{id}/down", List.of("PUT /order")),
          entry("GET /applications", List.of("GET /applications")),
          entry("GET /applications/new", List.of("GET /instances")),
          entry("POST /applications/new", List.of("POST /applications")),
          entry("POST /applications/signing-key", List.of("POST /signing-key/exchange")),
          entry("GET /applications/{id}", List.of("GET /applications/{id}")),
          entry("POST /applications/{id}", List.of("PUT /applications/{id}")),
          entry("GET /applications/{id}/secret", List.of("POST /applications/{id}/secrets")),
          entry("POST /applications/{id}/secret", List.of("POST /applications/{id}/secrets")),
          entry(
              "POST /applications/{id}/secret/{secret}/remove",
              List.of("DELETE /applications/{id}/secrets/{secret}")),
          entry("GET /applications/{id}/remove", List.of("GET /applications/{id}")),
          entry("POST /applications/{id}/remove", List.of("DELETE /applications/{id}")),
          entry("GET /export", List.of("GET /export")),
          entry("POST /export", List.of("GET /export")),
          entry("POST /import", List.of("POST /import/plan")),
          entry("POST /import/apply", List.of("POST /import")),
          entry("POST /instances/{id}/put-live", List.of("POST /instances/{id}/put-live")),
          entry("POST /instances/{id}/discard", List.of("DELETE /instances/{id}/pending")),
          entry("GET /known-providers", List.of("GET /known-providers")),
          entry("GET /known-providers/{id}/release", List.of("GET /known-providers")),
          entry("POST /known-providers/{id}/release", List.of("DELETE /known-providers/{id}")),
          entry("GET /settings", List.of("GET /settings")),
          entry("GET /sign-ins", List.of("GET /sign-ins")),
          entry("GET /activity", List.of("GET /activity")));

  @TempDir Path folder;

  @Test
  void whatAPageDoesAProgramDoesOrThereIsAReason() throws IOException {
    assertThat(pages())
        .hasSizeGreaterThan(50)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(BY_API.keySet().stream(), pagesOnly().stream()).toList());
  }

  @Test
  void eachOperationThatIsNamedExists() {
    List<String> operations =
        new DocumentedApi().operations().stream().map(one -> one.replace(" /api/v1", " ")).toList();

    assertThat(BY_API.values().stream().flatMap(List::stream)).isSubsetOf(operations);
  }

  /** Such as {@code POST /instances/{id}}, as they are below /admin. */
  private List<String> pages() throws IOException {
    var settings =
        new ServeSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            Files.createDirectory(folder.resolve("plugins")),
            Optional.empty(),
            DatabaseSettings.embeddedIn(folder.resolve("data")),
            KeyFile.parse(Secret.of(ConsoleWorld.KEY)));
    try (var console = ConsoleServer.start(settings)) {
      return console.routes().stream()
          .filter(route -> route.matches("[A-Z]+ /admin(/.*)?"))
          .map(route -> route.replaceFirst("/admin", ""))
          .toList();
    }
  }

  /** The table of the page: routes, and a reason. */
  private static List<String> pagesOnly() throws IOException {
    var table = PAGES_ONLY.matcher(Files.readString(PAGE));
    assertThat(table.find()).isTrue();
    List<String> rows = table.group(1).lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).allMatch(row -> row.split("\\|")[2].strip().length() > 20);
    return rows.stream()
        .flatMap(row -> Pattern.compile("`([A-Z]+) /admin([^`]*)`").matcher(row).results())
        .map(route -> route.group(1) + " " + route.group(2))
        .toList();
  }
}
