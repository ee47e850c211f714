package dev.connectorkit.console.form;

import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Forms on a web server as the console has it, with its headers. */
public final class FormSite implements Area, AutoCloseable {

  private static final Instant SINCE = Instant.parse("2026-03-01T10:20:30Z");

  public final URI url;
  private final WebServer server;
  private final CompiledSchema everything = Schemas.everything();
  private final Map<String, ConfigForm> shipped = Schemas.shipped();

  /** What was posted last, as it was read. */
  public volatile Map<String, Object> posted = Map.of();

  public FormSite() throws IOException {
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    url = URI.create("http://localhost:" + port);
    server = WebServer.start("127.0.0.1", port, url, List.of(this));
  }

  @Override
  public boolean covers(String path) {
    return true;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/shipped/{connector}",
        context ->
            show(
                context,
                FormViews.stored(
                    shipped.get(context.pathParam("connector")),
                    Map.of(),
                    Map.of("/clientSecret", SINCE),
                    List.of())));
    routes.get("/hostile", context -> show(context, view(Schemas.hostile())));
    routes.get("/everything", context -> show(context, view(everything.form())));
    routes.post("/everything", this::save);
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    context.result(String.valueOf(failure.getMessage()));
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    context.result(String.valueOf(refusal.getMessage()));
  }

  @Override
  public void close() {
    server.close();
  }

  private static FormView view(ConfigForm form) {
    return FormViews.stored(form, Map.of(), Map.of(), List.of());
  }

  private void save(Context context) {
    PostedConfig read = PostedConfig.ofForm(everything.form(), context.formParamMap(), Map.of());
    posted = read.values();
    show(context, FormViews.entered(everything.form(), read.and(problems(read)), Map.of()));
  }

  private List<ConfigProblem> problems(PostedConfig read) {
    try {
      everything.validate(read.values());
      return List.of();
    } catch (ConnectorException e) {
      return e.problems();
    }
  }

  private static void show(Context context, FormView view) {
    context.contentType("text/html; charset=utf-8").result(FormPage.of(view, true));
  }
}
