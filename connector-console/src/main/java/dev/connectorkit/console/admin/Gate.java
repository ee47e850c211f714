package dev.connectorkit.console.admin;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.FormToken;
import dev.connectorkit.console.web.Upload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets operators in. Pages are registered through it, each for itself: there is no pattern of paths
 * that another spelling could slip past.
 */
public final class Gate {

  private static final String SESSION = "operator";
  // Binds the form of somebody who is not signed in yet.
  private static final String VISITOR = "visitor";
  private static final String LET_IN = "console.operator";
  private static final int VISITOR_BYTES = 32;

  private final Operators operators;
  private final Cookies cookies;
  private final Runnable letIn;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param letIn done before each page of somebody who was let in
   */
  public Gate(Operators operators, Cookies cookies, Runnable letIn) {
    this.operators = operators;
    this.cookies = cookies;
    this.letIn = letIn;
  }

  /** A page for operators; anybody else is shown the way to sign in. */
  public void get(RoutesConfig routes, String path, OperatorPage page) {
    routes.get(path, context -> page.answer(context, required(context)));
  }

  /** The target of an operator's form, which must have the token of the session. */
  public void post(RoutesConfig routes, String path, OperatorPage page) {
    routes.post(
        path,
        context -> {
          OperatorSession session = required(context);
          FormToken.check(context, session.token());
          page.answer(context, session);
        });
  }

  /**
   * The target of an operator's form with a file.
   *
   * @param maxBytes of the file
   */
  void upload(RoutesConfig routes, String path, long maxBytes, OperatorUpload page) {
    routes.post(
        path,
        context -> {
          OperatorSession session = required(context);
          Upload upload = Upload.of(context, maxBytes);
          FormToken.check(upload.field(FormToken.FIELD), session.token());
          page.answer(context, session, upload);
        });
  }

  /** What is around a page of somebody who is signed in. */
  public Shell shell(Context context, OperatorSession session, String section) {
    return new Shell(
        session.operator(), FormToken.of(session.token()), section, Notices.of(context));
  }

  /** What is around a page for everybody; its forms are bound to this browser. */
  Shell visitorShell(Context context) {
    String visitor =
        cookies
            .get(context, VISITOR)
            .orElseGet(
                () -> {
                  byte[] bytes = new byte[VISITOR_BYTES];
                  random.nextBytes(bytes);
                  String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                  cookies.set(context, VISITOR, made, SameSite.STRICT);
                  return made;
                });
    return new Shell("", FormToken.of(visitor), "", Notices.of(context));
  }

  void checkVisitor(Context context) {
    // Without the cookie no token fits: the empty text has one that anybody can compute.
    String visitor =
        cookies
            .get(context, VISITOR)
            .orElseThrow(
                () ->
                    new ConsoleException(
                        ConsoleError.FORGED,
                        "The form came without this site's cookie. Load the page again."));
    FormToken.check(context, visitor);
  }

  /** Gives the browser a session, and takes the one before. */
  void open(Context context, OperatorSession session) {
    cookies.get(context, SESSION).flatMap(operators::session).ifPresent(operators::signOut);
    // Lax: a tried sign-in comes back to the operator from the provider's site.
    cookies.set(context, SESSION, session.token(), SameSite.LAX);
    cookies.remove(context, VISITOR);
  }

  void close(Context context) {
    cookies.remove(context, SESSION);
  }

  Optional<OperatorSession> session(Context context) {
    return cookies.get(context, SESSION).flatMap(operators::session);
  }

  /** Who this request was let in for; the database is not asked. */
  Optional<OperatorSession> letIn(Context context) {
    return Optional.ofNullable(context.attribute(LET_IN));
  }

  private OperatorSession required(Context context) {
    OperatorSession session =
        session(context)
            .orElseThrow(
                () ->
                    new ConsoleException(ConsoleError.NOT_SIGNED_IN, "Sign in to see this page."));
    context.attribute(LET_IN, session);
    letIn.run();
    return session;
  }
}
