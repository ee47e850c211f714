package dev.connectorkit.console.operator;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Who may operate this console. Every refusal is a {@link ConsoleException}; whatever hangs on the
 * database can also fail as that does.
 */
public final class Operators {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+ -]{0,63}");

  private final ConsoleDatabase database;
  private final Clock clock;
  private final AuditTrail audit;
  private final SetUpLinks links;
  private final Sessions sessions;
  private final FailedSignIns failed;
  private final Passwords passwords;

  public Operators(ConsoleDatabase database, AuditTrail audit, Clock clock) {
    this(database, audit, clock, PasswordCost.RECOMMENDED);
  }

  /**
   * @param cost of each guess at a password
   */
  public Operators(ConsoleDatabase database, AuditTrail audit, Clock clock, PasswordCost cost) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.links = new SetUpLinks(clock);
    this.sessions = new Sessions(database, clock);
    this.failed = new FailedSignIns(database, clock);
    this.passwords = new Passwords(cost);
  }

  /** Whether somebody can sign in. */
  public boolean exist() {
    return database.read(Operators::count) > 0;
  }

  /** Makes a link by which a password can be set; only its hash is kept. Gives its token. */
  public String issueLink() {
    return database.change(
        handle -> {
          audit.add(handle, "command line", "operator.link-issued", "", "", "");
          return links.issue(handle);
        });
  }

  /**
   * Ends all sessions, locks and former links, and makes a new link: for whoever has the console's
   * machine but not its password.
   */
  public String reset() {
    return database.change(
        handle -> {
          sessions.closeAll(handle);
          failed.forgetAll(handle);
          handle.execute("DELETE FROM console_set_up_link");
          audit.add(handle, "command line", "operator.reset", "", "", "");
          return links.issue(handle);
        });
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#LINK_ENDED} when a link cannot be used any
   *     more
   */
  public void requireOpenLink(String token) {
    if (!isLinkOpen(token)) {
      throw linkEnded();
    }
  }

  /** Whether a link can still be used. */
  public boolean isLinkOpen(String token) {
    return database.read(handle -> links.isOpen(handle, token));
  }

  /**
   * Uses a link: makes this the one operator, with this password, and signs in.
   *
   * @throws ConsoleException with {@link ConsoleError#LINK_ENDED}, or {@link ConsoleError#INVALID}
   *     for the name or the password; the link can be used again then
   */
  public OperatorSession setUp(String token, String name, String password) {
    String operator = name.strip();
    if (!NAME.matcher(operator).matches()) {
      throw ConsoleException.at(
          "name",
          ConsoleError.INVALID,
          "The name must have 1 to 64 letters, digits or any of . _ @ + -");
    }
    // Before any work: whoever has no link gets none out of this server.
    requireOpenLink(token);
    PasswordRules.check(password, operator);
    String hash = passwords.hash(password);
    return database.change(
        handle -> {
          if (!links.use(handle, token)) {
            throw linkEnded();
          }
          // Whoever was before: the link says who is now.
          handle.execute("DELETE FROM console_operator");
          handle.execute(
              "INSERT INTO console_operator (name, password_hash, created_at, password_at)"
                  + " VALUES (?, ?, ?, ?)",
              operator,
              hash,
              clock.millis(),
              clock.millis());
          failed.forgetAll(handle);
          audit.add(handle, operator, "operator.set-up", operator, "", "");
          return sessions.open(handle, operator);
        });
  }

  /**
   * Signs in, under a new session.
   *
   * @param from the network that asks, such as 203.0.113.7; failures are counted for it
   * @throws ConsoleException with {@link ConsoleError#WRONG_PASSWORD}, or {@link
   *     ConsoleError#TOO_MANY_ATTEMPTS} and when to come back
   */
  public OperatorSession signIn(String name, String password, String from) {
    failed.begin(name, from);
    Optional<String> hash = database.read(handle -> hash(handle, name));
    if (!passwords.fits(password, hash)) {
      audit.addFailure(from, hash.isPresent() ? name : "");
      throw wrongNameOrPassword();
    }
    failed.signedIn(name, from);
    return database.change(
        handle -> {
          // While the password was hashed, somebody may have set another one.
          if (!lockedHash(handle, name).equals(hash)) {
            throw wrongNameOrPassword();
          }
          audit.add(handle, name, "operator.signed-in", name, "", "");
          return sessions.open(handle, name);
        });
  }

  /** The session of a browser, as long as it counts. */
  public Optional<OperatorSession> session(String token) {
    return sessions.find(token);
  }

  public void signOut(OperatorSession session) {
    database.change(
        handle -> {
          sessions.close(handle, session.token());
          audit.add(handle, session.operator(), "operator.signed-out", session.operator(), "", "");
          return Boolean.TRUE;
        });
  }

  /**
   * Asks for the password once more, before something that cannot be taken back.
   *
   * @throws ConsoleException as {@link #signIn}
   */
  public void confirm(OperatorSession session, String password) {
    String name = session.operator();
    failed.beginConfirming(name);
    Optional<String> hash = database.read(handle -> hash(handle, name));
    if (!passwords.fits(password, hash)) {
      throw ConsoleException.at("password", ConsoleError.WRONG_PASSWORD, "The password is wrong.");
    }
    failed.confirmed(name);
  }

  /**
   * Sets another password, ends all sessions, and begins a new one.
   *
   * @throws ConsoleException as {@link #signIn}, or with {@link ConsoleError#INVALID}
   */
  public OperatorSession changePassword(OperatorSession session, String former, String next) {
    String name = session.operator();
    PasswordRules.check(next, name);
    failed.beginConfirming(name);
    Optional<String> hash = database.read(handle -> hash(handle, name));
    if (!passwords.fits(former, hash)) {
      throw wrongPresentPassword();
    }
    failed.confirmed(name);
    String nextHash = passwords.hash(next);
    return database.change(
        handle -> {
          if (!lockedHash(handle, name).equals(hash)) {
            throw wrongPresentPassword();
          }
          handle.execute(
              "UPDATE console_operator SET password_hash = ?, password_at = ? WHERE name = ?",
              nextHash,
              clock.millis(),
              name);
          sessions.closeAllOf(handle, name);
          audit.add(handle, name, "operator.password-changed", name, "", "");
          return sessions.open(handle, name);
        });
  }

  private static long count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM console_operator").mapTo(Long.class).one();
  }

  private static Optional<String> hash(Handle handle, String name) {
    return name.indexOf('\0') >= 0
        ? Optional.empty()
        : handle
            .createQuery("SELECT password_hash FROM console_operator WHERE name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne();
  }

  /** The same, and nobody sets another one before the end of the transaction. */
  private static Optional<String> lockedHash(Handle handle, String name) {
    return handle
        .createQuery("SELECT password_hash FROM console_operator WHERE name = :name FOR UPDATE")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  private static ConsoleException wrongNameOrPassword() {
    return new ConsoleException(ConsoleError.WRONG_PASSWORD, "The name or the password is wrong.");
  }

  private static ConsoleException wrongPresentPassword() {
    return ConsoleException.at(
        "former", ConsoleError.WRONG_PASSWORD, "The present password is wrong.");
  }

  private static ConsoleException linkEnded() {
    return new ConsoleException(
        ConsoleError.LINK_ENDED,
        "This link was used, or is over an hour old. Sign in if a password was set by it; for a new"
            + " link run ./console reset-operator.");
  }
}
