package dev.connectorkit.console.admin;

import dev.connectorkit.console.catalogue.Catalogue;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.plugin.PluginChanges;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.console.web.Upload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of plugins. What brings code in, or takes it away for good, wants the operator's password
 * again: a browser that was left open is not enough.
 */
public final class PluginPages implements AdminPages {

  private static final String ONE = "/admin/plugins/{plugin}/";

  private final PluginChanges plugins;
  private final Operators operators;
  private final Catalogue catalogue;
  private final Applications applications;
  private final Templates templates = new Templates();

  public PluginPages(
      PluginChanges plugins, Operators operators, Catalogue catalogue, Applications applications) {
    this.plugins = plugins;
    this.operators = operators;
    this.catalogue = catalogue;
    this.applications = applications;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    if (plugins.allowed()) {
      gate.upload(routes, "/admin/plugins", PluginChanges.MAX_BYTES, this::add);
    } else {
      // Without reading what was sent.
      gate.post(routes, "/admin/plugins", (context, session) -> plugins.requireAllowed());
    }
    gate.post(
        routes,
        ONE + "disable",
        (context, session) -> {
          plugins.disable(id(context), session.operator());
          done(context, "plugin-disabled");
        });
    gate.post(
        routes,
        ONE + "enable",
        (context, session) -> {
          plugins.enable(id(context), session.operator());
          done(context, "plugin-enabled");
        });
    gate.get(routes, ONE + "remove", (context, session) -> confirm(context, session, gate));
    gate.post(routes, ONE + "remove", this::remove);
  }

  private void add(Context context, OperatorSession session, Upload upload) {
    operators.confirm(session, upload.field("password"));
    Part file =
        upload
            .file()
            .orElseThrow(
                () -> new ConsoleException(ConsoleError.INVALID, "Choose a jar to upload."));
    PluginChanges.Added added;
    try (InputStream jar = file.getInputStream()) {
      added =
          plugins.add(
              Optional.ofNullable(file.getSubmittedFileName()).orElse(""), jar, session.operator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String done = added.upgraded() ? "plugin-upgraded" : "plugin-added";
    context.redirect(
        Notices.at("/admin/connectors", done, added.plugin().id()), HttpStatus.SEE_OTHER);
  }

  private void confirm(Context context, OperatorSession session, Gate gate) {
    plugins.requireAllowed();
    templates.render(
        context,
        "admin/plugin-remove.jte",
        Map.of(
            "shell", gate.shell(context, session, "connectors"),
            "id", id(context),
            "takenDown", TakenDown.with(catalogue.instancesOf(id(context)), applications.list())));
  }

  private void remove(Context context, OperatorSession session) {
    plugins.requireAllowed();
    operators.confirm(session, Forms.of(context).getOrDefault("password", List.of("")).get(0));
    plugins.remove(id(context), session.operator());
    done(context, "plugin-removed");
  }

  private static String id(Context context) {
    return context.pathParam("plugin");
  }

  private static void done(Context context, String done) {
    context.redirect(Notices.at("/admin/connectors", done, id(context)), HttpStatus.SEE_OTHER);
  }
}
