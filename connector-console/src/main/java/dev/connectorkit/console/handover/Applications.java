package dev.connectorkit.console.handover;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.ApplicationTable.SecretRow;
import dev.connectorkit.spi.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * The registered applications. A secret is told once, when it is made; what is kept is its SHA-256,
 * which is enough for 256 random bits. A refusal is a {@link ConsoleException}.
 */
public final class Applications {

  private static final int CLIENT_ID_BYTES = 16;
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
  // The former one until the application has the new one.
  private static final int MOST_SECRETS = 2;

  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final Clock clock;

  public Applications(ConsoleDatabase database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** By name. */
  public List<Application> list() {
    return database.read(ApplicationTable::all);
  }

  /** Whatever can be no client id is not looked for. */
  public Optional<Application> find(String clientId) {
    return CLIENT_ID.matcher(clientId).matches()
        ? database.read(handle -> ApplicationTable.find(handle, clientId))
        : Optional.empty();
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND}
   */
  public Application get(String clientId) {
    return find(clientId).orElseThrow(Applications::unknown);
  }

  /**
   * Registers one, with its first secret.
   *
   * @param by the operator's name
   */
  public Registered register(ApplicationChange given, String by) {
    ApplicationChange checked = ApplicationRules.checked(given);
    String clientId = Opaque.random(CLIENT_ID_BYTES);
    String secret = Opaque.random(Opaque.SECRET_BYTES);
    return database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          if (ApplicationTable.count(handle) >= ApplicationRules.MOST) {
            throw new ConsoleException(
                ConsoleError.INVALID,
                "There are " + ApplicationRules.MOST + " applications. Remove one first.");
          }
          ApplicationTable.insert(handle, clientId, checked, clock.millis());
          ApplicationTable.insertSecret(handle, clientId, Opaque.hash(secret), clock.millis());
          Application made = row(handle, clientId);
          audit.add(
              handle, by, "application.registered", clientId, "", ApplicationText.audit(made));
          return new Registered(made, Secret.of(secret));
        });
  }

  /**
   * Changes name, return addresses and instances.
   *
   * @param revision of the application as the change was made from
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} when it has another one by now
   */
  public Application update(String clientId, long revision, ApplicationChange given, String by) {
    ApplicationChange checked = ApplicationRules.checked(given);
    return database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          Application former = row(handle, clientId);
          if (!ApplicationTable.update(handle, clientId, revision, checked, clock.millis())) {
            throw new ConsoleException(
                ConsoleError.CONFLICT,
                "Somebody else changed this application meanwhile. Look at it again, then make your"
                    + " change.");
          }
          Application next = row(handle, clientId);
          audit.add(
              handle,
              by,
              "application.changed",
              clientId,
              ApplicationText.audit(former),
              ApplicationText.audit(next));
          return next;
        });
  }

  /**
   * Makes a second secret; the first one stays good until it is removed.
   *
   * @throws ConsoleException with {@link ConsoleError#INVALID} when there are two
   */
  public Registered addSecret(String clientId, String by) {
    String secret = Opaque.random(Opaque.SECRET_BYTES);
    return database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          requireThere(ApplicationTable.touch(handle, clientId, clock.millis()));
          if (ApplicationTable.secrets(handle, clientId).size() >= MOST_SECRETS) {
            throw new ConsoleException(
                ConsoleError.INVALID,
                "There are two secrets. Remove the one that the application does not use any more.");
          }
          ApplicationTable.insertSecret(handle, clientId, Opaque.hash(secret), clock.millis());
          audit.add(handle, by, "application.secret-made", clientId, "", "");
          return new Registered(row(handle, clientId), Secret.of(secret));
        });
  }

  /**
   * Ends a secret.
   *
   * @param id as {@link Application#secrets} tells it
   */
  public void removeSecret(String clientId, String id, String by) {
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          requireThere(ApplicationTable.touch(handle, clientId, clock.millis()));
          SecretRow secret =
              ApplicationTable.secrets(handle, clientId).stream()
                  .filter(known -> known.view().id().equals(id))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new ConsoleException(ConsoleError.NOT_FOUND, "There is no such secret."));
          ApplicationTable.deleteSecret(handle, secret);
          audit.add(handle, by, "application.secret-removed", clientId, "", "");
          return Boolean.TRUE;
        });
  }

  /** Removes it; codes and access tokens of it end at once. */
  public void remove(String clientId, String by) {
    database.change(
        handle -> {
          ChangeCount.INSTANCES.next(handle);
          Application former = row(handle, clientId);
          ApplicationTable.delete(handle, clientId);
          audit.add(handle, by, "application.removed", clientId, ApplicationText.audit(former), "");
          return Boolean.TRUE;
        });
  }

  /**
   * The application that this is a secret of.
   *
   * @throws OAuthException with {@link OAuthError#INVALID_CLIENT}
   */
  public Application authenticated(String clientId, Secret secret) {
    String hash = Opaque.hash(secret.reveal());
    Application known = find(clientId).orElseThrow(Applications::wrong);
    List<SecretRow> secrets = database.read(handle -> ApplicationTable.secrets(handle, clientId));
    if (secrets.isEmpty()) {
      throw new OAuthException(
          OAuthError.INVALID_CLIENT,
          "This client has no client_secret since it was imported. Its operator has to make one.");
    }
    if (secrets.stream().noneMatch(one -> Opaque.same(one.secretHash(), hash))) {
      throw wrong();
    }
    return known;
  }

  private static OAuthException wrong() {
    return new OAuthException(
        OAuthError.INVALID_CLIENT, "The client_id or the client_secret is wrong.");
  }

  private static Application row(Handle handle, String clientId) {
    return ApplicationTable.find(handle, clientId).orElseThrow(Applications::unknown);
  }

  private static void requireThere(boolean touched) {
    if (!touched) {
      throw unknown();
    }
  }

  private static ConsoleException unknown() {
    return new ConsoleException(
        ConsoleError.NOT_FOUND, "There is no application with this client id.");
  }

  /** An application, and a secret that is told this once. */
  public record Registered(Application application, Secret secret) {}
}
