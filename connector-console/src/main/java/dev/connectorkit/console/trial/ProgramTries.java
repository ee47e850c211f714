package dev.connectorkit.console.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tries that programs began, with their reports, for an hour: at most a hundred. What they hold is
 * sealed, for a report names a person.
 */
public final class ProgramTries {

  private static final int MOST = 100;
  static final Duration KEPT = Duration.ofHours(1);
  private static final int ID_BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConsoleDatabase database;
  private final Seal seal;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public ProgramTries(ConsoleDatabase database, SealingKeys keys, Clock clock) {
    this.database = database;
    this.seal = new Seal(keys);
    this.clock = clock;
  }

  /** A try that waits for a browser. */
  ProgramTry begun(String instanceId, StartedTrial started, String by) {
    var held = new LinkedHashMap<String, Object>();
    held.put("mark", started.mark());
    held.put("uri", started.signIn().authorizationUri().toString());
    held.put("browser", started.signIn().browserToken().reveal());
    held.put("signIn", started.signIn().id());
    held.put("mode", started.signIn().responseMode().name());
    Instant endsAt = started.signIn().expiresAt();
    return insert(instanceId, by, ProgramTry.State.WAITING, endsAt, json(held));
  }

  /** A try that failed before any browser was needed. */
  ProgramTry ended(String instanceId, TrialReport report, String by) {
    return insert(instanceId, by, ProgramTry.State.ENDED, clock.instant(), Reports.text(report));
  }

  /** The report of a try that somebody finished; that of one that is gone by now is dropped. */
  void finish(String id, TrialReport report) {
    String sealed = sealed(id, Reports.text(report));
    database.change(
        handle ->
            handle.execute(
                "UPDATE console_program_try SET state = 'ENDED', content = ? WHERE id_hash = ?",
                sealed,
                hash(id)));
  }

  /**
   * Hands a try over to the browser that opens its link: to the first one only.
   *
   * @throws ConsoleException with {@link ConsoleError#LINK_ENDED}
   */
  public Opened open(String id) {
    Row row = waiting(id);
    boolean mine =
        database.change(
            handle ->
                handle.execute(
                        "UPDATE console_program_try SET state = 'OPENED', content = ''"
                            + " WHERE id_hash = ? AND state = 'WAITING'",
                        hash(id))
                    == 1);
    if (!mine) {
      throw linkEnded();
    }
    JsonNode held = read(opened(id, row.content()));
    var signIn =
        new StartedSignIn(
            held.path("signIn").asText(),
            URI.create(held.path("uri").asText()),
            Secret.of(held.path("browser").asText()),
            Instant.ofEpochMilli(row.endsAt()),
            ResponseMode.valueOf(held.path("mode").asText()));
    return new Opened(
        row.instanceId(), row.begunBy(), new StartedTrial(signIn, held.path("mark").asText()));
  }

  /**
   * The instance of a try whose link can still be opened.
   *
   * @throws ConsoleException with {@link ConsoleError#LINK_ENDED}
   */
  public String instanceOf(String id) {
    return waiting(id).instanceId();
  }

  private Row waiting(String id) {
    return row(id)
        .filter(found -> found.state() == ProgramTry.State.WAITING)
        .filter(found -> found.endsAt() > clock.millis())
        .orElseThrow(ProgramTries::linkEnded);
  }

  /** A try, for an hour from its begin. */
  public Optional<ProgramTry> find(String id) {
    long now = clock.millis();
    return row(id)
        .filter(row -> row.begunAt() > now - KEPT.toMillis())
        .map(
            row ->
                new ProgramTry(
                    id,
                    row.instanceId(),
                    row.begunBy(),
                    Instant.ofEpochMilli(row.begunAt()),
                    Instant.ofEpochMilli(row.endsAt()),
                    row.state() != ProgramTry.State.ENDED && row.endsAt() <= now
                        ? ProgramTry.State.EXPIRED
                        : row.state(),
                    row.state() == ProgramTry.State.ENDED
                        ? Optional.of(opened(id, row.content()))
                        : Optional.empty()));
  }

  private ProgramTry insert(
      String instanceId, String by, ProgramTry.State state, Instant endsAt, String content) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String sealed = sealed(id, content);
    long now = clock.millis();
    database.change(
        handle -> {
          makeRoom(handle, now);
          return handle.execute(
              "INSERT INTO console_program_try"
                  + " (id_hash, instance_id, begun_by, begun_at, ends_at, state, content)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              hash(id),
              instanceId,
              by,
              now,
              endsAt.toEpochMilli(),
              state.name(),
              sealed);
        });
    return find(id).orElseThrow();
  }

  /** For one more. */
  static void makeRoom(Handle handle, long now) {
    handle.execute("DELETE FROM console_program_try WHERE begun_at <= ?", now - KEPT.toMillis());
    handle
        .createQuery(
            "SELECT id_hash FROM console_program_try ORDER BY begun_at DESC"
                + " OFFSET :kept ROWS FETCH NEXT 10 ROWS ONLY")
        .bind("kept", MOST - 1)
        .mapTo(String.class)
        .list()
        .forEach(hash -> handle.execute("DELETE FROM console_program_try WHERE id_hash = ?", hash));
  }

  private Optional<Row> row(String id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT instance_id, begun_by, begun_at, ends_at, state, content"
                        + " FROM console_program_try WHERE id_hash = :hash")
                .bind("hash", hash(id))
                .map((row, context) -> row(row))
                .findOne());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("instance_id"),
        row.getString("begun_by"),
        row.getLong("begun_at"),
        row.getLong("ends_at"),
        ProgramTry.State.valueOf(row.getString("state")),
        row.getString("content"));
  }

  private String sealed(String id, String content) {
    return seal.seal(content.getBytes(UTF_8), place(id));
  }

  private String opened(String id, String sealed) {
    return new String(seal.open(sealed, place(id)), UTF_8);
  }

  private static byte[] place(String id) {
    return ("connectorkit program try " + id).getBytes(UTF_8);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is JSON-shaped.", e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It was sealed here.", e);
    }
  }

  static String hash(String id) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static ConsoleException linkEnded() {
    return new ConsoleException(
        ConsoleError.LINK_ENDED,
        "This link was used, or its try is over. Let the program begin another try.");
  }

  /** A try that a browser goes on with. */
  public record Opened(String instanceId, String begunBy, StartedTrial started) {}

  private record Row(
      String instanceId,
      String begunBy,
      long begunAt,
      long endsAt,
      ProgramTry.State state,
      String content) {

    /** Without what it holds. */
    @Override
    public String toString() {
      return "Row[" + instanceId + ", " + state + "]";
    }
  }
}
