package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.console.web.Upload;
import dev.connectorkit.spi.Logo;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/** The logos of one instance, in the place of its connector's. */
public final class LogoPages implements AdminPages {

  private static final String PAGE = "/admin/instances/{id}/logo";

  private final Instances instances;
  private final InstanceLogos logos;
  private final Templates templates = new Templates();

  public LogoPages(Instances instances, InstanceLogos logos) {
    this.instances = instances;
    this.logos = logos;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, PAGE, (context, session) -> show(context, session, gate, "", ""));
    for (Variant variant : Variant.values()) {
      String path = PAGE + "/" + word(variant);
      gate.upload(
          routes,
          path,
          Logo.MAX_BYTES,
          (context, session, upload) -> put(context, session, gate, variant, upload));
      gate.post(
          routes,
          path + "/remove",
          (context, session) -> {
            logos.remove(id(context), variant, session.operator());
            back(context, "logo-removed");
          });
    }
  }

  private void put(
      Context context, OperatorSession session, Gate gate, Variant variant, Upload upload) {
    try {
      logos.put(id(context), variant, content(upload), session.operator());
      back(context, "logo-set");
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.INVALID) {
        throw e;
      }
      context.status(e.error().httpStatus());
      show(context, session, gate, String.valueOf(e.getMessage()), word(variant));
    }
  }

  /**
   * @param at the variant whose file was refused; empty for none
   */
  private void show(
      Context context, OperatorSession session, Gate gate, String problem, String at) {
    StoredInstance instance = instances.get(id(context));
    OwnLogos own = logos.of(instance.id());
    templates.render(
        context,
        "admin/logo.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "instances"),
            "id",
            instance.id(),
            "connector",
            instance.connectorId(),
            "light",
            own.light().orElse(""),
            "dark",
            own.dark().orElse(""),
            "problem",
            problem,
            "at",
            at,
            "elsewhere",
            instance.readOnly()));
  }

  private static byte[] content(Upload upload) {
    Part file =
        upload
            .file()
            .orElseThrow(() -> new ConsoleException(ConsoleError.INVALID, "Choose a file first."));
    try (InputStream content = file.getInputStream()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new ConsoleException(ConsoleError.INVALID, "The file did not arrive. Send it again.");
    }
  }

  private static String word(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }

  private static void back(Context context, String done) {
    context.redirect(
        "/admin/instances/" + id(context) + "/logo?done=" + done, HttpStatus.SEE_OTHER);
  }
}
