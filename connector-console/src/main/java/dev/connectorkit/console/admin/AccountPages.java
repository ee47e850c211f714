package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.web.ClientAddresses;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** Set-up, sign-in, sign-out and change of the password. */
public final class AccountPages implements AdminPages {

  private static final String FIRST_PAGE = "/admin/instances";

  // Browsers of this machine, and all of them behind a server that is not named.
  private static final String HERE = "this machine or an unnamed proxy";

  private final Operators operators;
  private final ClientAddresses addresses;
  private final Templates templates = new Templates();

  /**
   * @param addresses tells for whom failures are counted
   */
  public AccountPages(Operators operators, ClientAddresses addresses) {
    this.operators = operators;
    this.addresses = addresses;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    routes.get("/admin/set-up/{link}", context -> setUp(context, gate, "", "", ""));
    routes.post("/admin/set-up/{link}", context -> setUpDone(context, gate));
    routes.get("/admin/sign-in", context -> signIn(context, gate, "", ""));
    routes.post("/admin/sign-in", context -> signInDone(context, gate));
    gate.post(routes, "/admin/sign-out", (context, session) -> signOut(context, session, gate));
    gate.get(
        routes, "/admin/password", (context, session) -> password(context, session, gate, "", ""));
    gate.post(
        routes, "/admin/password", (context, session) -> passwordDone(context, session, gate));
  }

  private void setUp(Context context, Gate gate, String name, String problem, String at) {
    String link = context.pathParam("link");
    operators.requireOpenLink(link);
    templates.render(
        context,
        "admin/set-up.jte",
        Map.of(
            "shell", gate.visitorShell(context),
            "link", link,
            "replaces", operators.exist(),
            "name", name,
            "problem", problem,
            "at", at));
  }

  private void setUpDone(Context context, Gate gate) {
    gate.checkVisitor(context);
    String name = field(context, "name");
    try {
      requireTwice(context);
      OperatorSession session =
          operators.setUp(context.pathParam("link"), name, field(context, "password"));
      gate.open(context, session);
      context.redirect("/admin/connectors", HttpStatus.SEE_OTHER);
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.INVALID) {
        throw e;
      }
      context.status(e.error().httpStatus());
      setUp(context, gate, name, e.getMessage(), e.field());
    }
  }

  private void signIn(Context context, Gate gate, String name, String problem) {
    templates.render(
        context,
        "admin/sign-in.jte",
        Map.of(
            "shell",
            gate.visitorShell(context),
            "name",
            name,
            "problem",
            problem,
            "setUp",
            operators.exist()));
  }

  private void signInDone(Context context, Gate gate) {
    gate.checkVisitor(context);
    String name = field(context, "name").strip();
    try {
      gate.open(context, operators.signIn(name, field(context, "password"), from(context)));
      context.redirect(FIRST_PAGE, HttpStatus.SEE_OTHER);
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.WRONG_PASSWORD) {
        throw e;
      }
      context.status(e.error().httpStatus());
      signIn(context, gate, name, e.getMessage());
    }
  }

  private String from(Context context) {
    return addresses.network(context).orElse(HERE);
  }

  private void signOut(Context context, OperatorSession session, Gate gate) {
    operators.signOut(session);
    gate.close(context);
    context.redirect("/admin/sign-in?done=signed-out", HttpStatus.SEE_OTHER);
  }

  private void password(
      Context context, OperatorSession session, Gate gate, String problem, String at) {
    templates.render(
        context,
        "admin/password.jte",
        Map.of("shell", gate.shell(context, session, "password"), "problem", problem, "at", at));
  }

  private void passwordDone(Context context, OperatorSession session, Gate gate) {
    try {
      requireTwice(context);
      OperatorSession next =
          operators.changePassword(session, field(context, "former"), field(context, "password"));
      gate.open(context, next);
      context.redirect("/admin/password?done=password", HttpStatus.SEE_OTHER);
    } catch (ConsoleException e) {
      if (e.error() != ConsoleError.INVALID && e.error() != ConsoleError.WRONG_PASSWORD) {
        throw e;
      }
      context.status(e.error().httpStatus());
      password(context, session, gate, e.getMessage(), e.field());
    }
  }

  private static void requireTwice(Context context) {
    if (!field(context, "password").contentEquals(field(context, "again"))) {
      throw ConsoleException.at(
          "again", ConsoleError.INVALID, "The two passwords differ. Enter the same one twice.");
    }
  }

  private static String field(Context context, String name) {
    return Forms.of(context).getOrDefault(name, List.of("")).get(0);
  }
}
