package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.console.web.RequestId;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operator's part of the site. */
public final class AdminArea implements Area {

  private static final String ROOT = "/admin";

  private final Gate gate;
  private final List<AdminPages> pages;
  private final Templates templates = new Templates();

  public AdminArea(Gate gate, List<AdminPages> pages) {
    this.gate = gate;
    this.pages = List.copyOf(pages);
  }

  @Override
  public boolean covers(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    gate.get(
        routes,
        ROOT,
        (context, session) -> context.redirect("/admin/instances", HttpStatus.SEE_OTHER));
    pages.forEach(group -> group.addTo(routes, gate));
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    boolean unexpected = failure.error() == ConnectorError.UNEXPECTED;
    String sentence =
        unexpected || failure.getMessage() == null
            ? "Something went wrong. The log says more."
            : failure.getMessage();
    if (failure.error() == ConnectorError.STORE_UNAVAILABLE) {
      sentence += " Nothing was changed. Wait a moment, then try again.";
    }
    message(context, "That did not work", sentence, failure.error().code());
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    boolean page = context.method().name().toUpperCase(Locale.ROOT).equals("GET");
    if (refusal.error() == ConsoleError.NOT_SIGNED_IN && page) {
      context.redirect("/admin/sign-in", HttpStatus.SEE_OTHER);
      return;
    }
    String title =
        switch (refusal.error()) {
          case NOT_FOUND -> "No such page";
          case LINK_ENDED -> "This link has ended";
          default -> "That was refused";
        };
    message(context, title, refusal.getMessage(), refusal.error().code());
  }

  private void message(Context context, String title, String sentence, String code) {
    templates.render(
        context,
        "admin/message.jte",
        Map.of(
            "shell", shell(context),
            "title", title,
            "sentence", sentence,
            "code", code,
            "reference", RequestId.of(context)));
  }

  /** A page about a failure must neither fail for the same reason nor wait for it once more. */
  private Shell shell(Context context) {
    return gate.letIn(context)
        .map(session -> gate.shell(context, session, ""))
        .orElse(new Shell("", "", "", ""));
  }
}
