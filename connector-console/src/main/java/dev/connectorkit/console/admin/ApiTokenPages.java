package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.console.operator.ApiTokens;
import dev.connectorkit.console.operator.IssuedApiToken;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.web.Forms;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens for programs: made, listed, revoked. A token is shown once, in the page that follows the
 * form that made it.
 */
public final class ApiTokenPages implements AdminPages {

  private static final String LIST = "/admin/api-tokens";

  private static final String PLACE = "API token";

  /** What is said in the form; all else is a page of its own. */
  private static final Set<ConsoleError> SHOWN =
      Set.of(ConsoleError.INVALID, ConsoleError.CONFLICT, ConsoleError.WRONG_PASSWORD);

  private final ApiTokens tokens;
  private final Operators operators;
  private final ShownOnce made;
  private final Clock clock;
  private final Templates templates = new Templates();

  public ApiTokenPages(ApiTokens tokens, Operators operators, ShownOnce made, Clock clock) {
    this.tokens = tokens;
    this.operators = operators;
    this.made = made;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(
        routes,
        LIST,
        (context, session) ->
            show(
                context,
                session,
                gate,
                made.take(context, session, PLACE).map(Secret::reveal).orElse(""),
                Entered.nothing(),
                Map.of()));
    gate.post(routes, LIST, (context, session) -> issue(context, session, gate));
    gate.post(
        routes,
        LIST + "/{id}/revoke",
        (context, session) -> {
          tokens.revoke(id(context), session.operator());
          context.redirect(LIST + "?done=revoked", HttpStatus.SEE_OTHER);
        });
  }

  private void issue(Context context, OperatorSession session, Gate gate) {
    var entered =
        new Entered(
            parameter(context, "name"), parameter(context, "days").strip(), rights(context));
    try {
      // A token outlives the session: a browser that was left open is not enough.
      operators.confirm(session, parameter(context, "password"));
      IssuedApiToken issued =
          tokens.issue(
              entered.name(), lifetime(entered.days()), entered.rights(), session.operator());
      made.put(context, session, PLACE, issued.text());
      context.redirect(LIST + "?done=token-made", HttpStatus.SEE_OTHER);
    } catch (ConsoleException e) {
      if (!SHOWN.contains(e.error())) {
        throw e;
      }
      context.status(e.error().httpStatus());
      show(context, session, gate, "", entered, problems(e));
    }
  }

  private void show(
      Context context,
      OperatorSession session,
      Gate gate,
      String fresh,
      Entered entered,
      Map<String, String> problems) {
    Instant now = clock.instant();
    List<ApiTokenLine> lines =
        tokens.list().stream().map(token -> ApiTokenLine.of(token, now)).toList();
    templates.render(
        context,
        "admin/api-tokens.jte",
        Map.of(
            "shell",
            gate.shell(context, session, "api-tokens"),
            "lines",
            lines,
            "fresh",
            fresh,
            "name",
            entered.name(),
            "days",
            entered.days(),
            "rights",
            entered.rights(),
            "problems",
            problems));
  }

  /** By field; by the empty name what is about none. */
  private static Map<String, String> problems(ConsoleException refusal) {
    if (refusal.problems().isEmpty()) {
      return Map.of(refusal.field(), String.valueOf(refusal.getMessage()));
    }
    return refusal.problems().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                problem -> problem.pointer().substring(1), ConfigProblem::message));
  }

  private static Optional<Duration> lifetime(String days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    // What is no number is refused like one that is too small.
    return Optional.of(Duration.ofDays(days.matches("[0-9]{1,6}") ? Long.parseLong(days) : 0));
  }

  private static Set<ApiRight> rights(Context context) {
    return Arrays.stream(ApiRight.values())
        .filter(right -> parameter(context, "may_" + right.code()).equals("true"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static long id(Context context) {
    String id = context.pathParam("id");
    return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
  }

  private static String parameter(Context context, String name) {
    return Forms.of(context).getOrDefault(name, List.of("")).get(0);
  }

  private record Entered(String name, String days, Set<ApiRight> rights) {

    static Entered nothing() {
      return new Entered("", "", Set.of());
    }
  }
}
