package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.ProviderRelease;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** The providers that people signed in with, and their release. */
public final class KnownProviderPages implements AdminPages {

  private static final String LIST = "/admin/known-providers";
  private static final String RELEASE = LIST + "/{id}/release";

  private final ProviderRelease providers;
  private final Templates templates = new Templates();

  public KnownProviderPages(ProviderRelease providers) {
    this.providers = providers;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, LIST, (context, session) -> list(context, session, gate));
    gate.get(routes, RELEASE, (context, session) -> confirm(context, session, gate));
    gate.post(
        routes,
        RELEASE,
        (context, session) -> {
          providers.release(context.pathParam("id"), session.operator());
          context.redirect(LIST + "?done=released", HttpStatus.SEE_OTHER);
        });
  }

  private void list(Context context, OperatorSession session, Gate gate) {
    List<KnownProviderLine> lines = providers.list().stream().map(KnownProviderLine::of).toList();
    templates.render(
        context,
        "admin/known-providers.jte",
        Map.of("shell", gate.shell(context, session, "instances"), "lines", lines));
  }

  private void confirm(Context context, OperatorSession session, Gate gate) {
    templates.render(
        context,
        "admin/known-provider-release.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "instances"),
            "line",
            KnownProviderLine.of(providers.get(context.pathParam("id")))));
  }
}
