package dev.connectorkit.console.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportOptions;
import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.Transfer;
import dev.connectorkit.console.web.FormToken;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.console.web.Upload;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Export and import. Between a plan and its being applied the file is with the browser, sealed: any
 * node may apply it, and a secret in it is in no page.
 */
public final class TransferPages implements AdminPages {

  private static final String PAGE = "/admin/export";

  private final Transfer transfer;
  private final Seal seal;
  private final Templates templates = new Templates();

  public TransferPages(Transfer transfer, SealingKeys keys) {
    this.transfer = transfer;
    this.seal = new Seal(keys);
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, PAGE, (context, session) -> page(context, session, gate, List.of()));
    gate.post(routes, PAGE, this::export);
    gate.upload(
        routes,
        "/admin/import",
        InstancesFile.MAX_BYTES,
        (context, session, upload) -> plan(context, session, gate, upload));
    gate.post(routes, "/admin/import/apply", (context, session) -> apply(context, session, gate));
  }

  private void page(
      Context context, OperatorSession session, Gate gate, List<ConfigProblem> problems) {
    templates.render(
        context,
        "admin/export.jte",
        Map.of("shell", gate.shell(context, session, "instances"), "problems", problems));
  }

  private void export(Context context, OperatorSession session) {
    String text =
        transfer.export(!parameter(context, "logos").equals("false"), session.operator()).text();
    context
        .header("Content-Disposition", "attachment; filename=\"instances.json\"")
        .contentType("application/json; charset=utf-8")
        .result(text);
  }

  private void plan(Context context, OperatorSession session, Gate gate, Upload upload) {
    boolean remove = upload.field("remove").equals("true");
    try {
      String text = text(upload);
      ImportPlan plan =
          transfer.plan(
              InstancesFile.parse(text), References.refused(), new ImportOptions(remove, false));
      templates.render(
          context,
          "admin/plan.jte",
          Map.of(
              "shell",
              gate.shell(context, session, "instances"),
              "plan",
              plan,
              "remove",
              remove,
              "file",
              seal.seal(text.getBytes(UTF_8), place(session))));
    } catch (ConnectorException e) {
      refused(context, session, gate, e);
    }
  }

  private void apply(Context context, OperatorSession session, Gate gate) {
    try {
      transfer.apply(
          InstancesFile.parse(opened(context, session)),
          References.refused(),
          new ImportOptions(
              parameter(context, "remove").equals("true"),
              parameter(context, "enable_untried").equals("true")),
          number(parameter(context, "revision")),
          session.operator());
      context.redirect("/admin/instances?done=imported", HttpStatus.SEE_OTHER);
    } catch (ConnectorException e) {
      refused(context, session, gate, e);
    }
  }

  private void refused(
      Context context, OperatorSession session, Gate gate, ConnectorException failure) {
    if (failure.error() != ConnectorError.INVALID_CONFIG) {
      throw failure;
    }
    context.status(ConsoleError.INVALID.httpStatus());
    page(context, session, gate, failure.problems());
  }

  private static String text(Upload upload) {
    if (upload.file().isEmpty()) {
      return upload.field("text");
    }
    try (InputStream content = upload.file().get().getInputStream()) {
      return new String(content.readNBytes(InstancesFile.MAX_BYTES + 1), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String opened(Context context, OperatorSession session) {
    try {
      return new String(seal.open(parameter(context, "file"), place(session)), UTF_8);
    } catch (ConnectorException e) {
      throw new ConsoleException(
          ConsoleError.CONFLICT, "This plan is of another session. Make a new one.");
    }
  }

  private static byte[] place(OperatorSession session) {
    return ("instances to import by " + FormToken.of(session.token())).getBytes(UTF_8);
  }

  private static String parameter(Context context, String name) {
    return Forms.of(context).getOrDefault(name, List.of("")).get(0);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
