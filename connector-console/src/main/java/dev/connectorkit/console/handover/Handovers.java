package dev.connectorkit.console.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.json.StoredJson;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Sign-ins for applications, from the request until there is a code. In the database, so that the
 * callback may reach any node.
 */
public final class Handovers {

  /** How long a code can be exchanged. RFC 6749 §4.1.2 recommends ten minutes at most. */
  public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

  // A sign-in that came too late is still told to its application.
  static final Duration GRACE = Duration.ofMinutes(5);

  private final ConsoleDatabase database;
  private final Seal seal;
  private final Clock clock;
  private final Bounds bounds;
  private final ApplicationShares shares;

  public Handovers(ConsoleDatabase database, SealingKeys keys, Clock clock) {
    this.database = database;
    this.seal = new Seal(keys);
    this.clock = clock;
    this.bounds = new Bounds(database, clock);
    this.shares = new ApplicationShares(database, clock, Bounds.CAPACITY);
  }

  /** What a browser holds from its first sign-in for an application on. */
  public static Secret newBrowser() {
    return Secret.of(Opaque.random(Opaque.SECRET_BYTES));
  }

  /**
   * What the host binds such a browser's sign-ins to: none that anybody holds, so nobody makes a
   * sign-in of the site itself of one, nor the other way round.
   */
  public static Secret boundTo(Secret browser) {
    return Secret.of(Opaque.hash("connectorkit sign-in for an application " + browser.reveal()));
  }

  /**
   * Looks whether there is room for one more sign-in of an application, before it begins.
   *
   * @throws ConsoleException with {@link ConsoleError#TOO_MANY_ATTEMPTS}
   */
  public void requireRoom(String clientId) {
    shares.begin(clientId);
  }

  /**
   * Remembers what an application asked for.
   *
   * @param signInId the host's
   * @param signInEnds when the host's sign-in ends
   */
  public void begin(String signInId, HandoverRequest request, Instant signInEnds) {
    bounds.beforePut();
    String sealed = seal.seal(bytes(request.asMap()), requestPlace(signInId));
    long endsAt = signInEnds.plus(GRACE).toEpochMilli();
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO console_handover (sign_in_id, client_id, request, ends_at)"
                    + " VALUES (?, ?, ?, ?)",
                signInId,
                request.clientId(),
                sealed,
                endsAt));
  }

  /** What the sign-in is for; empty when it is for no application. */
  public Optional<HandoverRequest> find(String signInId) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT request FROM console_handover"
                            + " WHERE sign_in_id = :id AND ends_at > :now")
                    .bind("id", signInId)
                    .bind("now", clock.millis())
                    .mapTo(String.class)
                    .findOne())
        .map(text -> HandoverRequest.of(opened(text, requestPlace(signInId))));
  }

  /** It came to nothing. */
  public void drop(String signInId) {
    database.change(handle -> delete(handle, signInId));
  }

  /** Makes the code by which the application learns who it was; tells it this once. */
  public String finish(String signInId, HandoverRequest request, SignedIn signedIn) {
    String code = Opaque.random(Opaque.SECRET_BYTES);
    String hash = Opaque.hash(code);
    Map<String, Object> content = Map.of("request", request.asMap(), "claims", signedIn.claims());
    String sealed = seal.seal(bytes(content), CodeExchange.place(hash));
    database.change(
        handle -> {
          delete(handle, signInId);
          return handle.execute(
              "INSERT INTO console_code (code_hash, client_id, content, token_hash, ends_at)"
                  + " VALUES (?, ?, ?, '', ?)",
              hash,
              request.clientId(),
              sealed,
              clock.millis() + CODE_LIFETIME.toMillis());
        });
    return code;
  }

  private Map<String, Object> opened(String sealed, byte[] place) {
    return StoredJson.object(
        new String(seal.open(sealed, place), UTF_8),
        "What is stored of a sign-in is not a JSON object.");
  }

  private static int delete(Handle handle, String signInId) {
    return handle.execute("DELETE FROM console_handover WHERE sign_in_id = ?", signInId);
  }

  private static byte[] bytes(Map<String, ?> values) {
    return StoredJson.write(values).getBytes(UTF_8);
  }

  private static byte[] requestPlace(String signInId) {
    return ("connectorkit handover request " + signInId).getBytes(UTF_8);
  }
}
