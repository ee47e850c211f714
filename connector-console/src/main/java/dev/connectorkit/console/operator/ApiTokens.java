package dev.connectorkit.console.operator;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The tokens by which programs use the API: 256 random bits each, of which only the hash is kept.
 * Safe for use by many threads.
 */
public final class ApiTokens {

  /** What every token begins with, so that a scanner of published secrets knows one. */
  public static final String PREFIX = "ckapi_";

  private static final int MOST = 100;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+ -]{0,49}");
  private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final Duration LONGEST = Duration.ofDays(3650);
  // A token that works is written down once a minute, not at each request.
  private static final Duration USED_EVERY = Duration.ofMinutes(1);
  private static final String COLUMNS =
      "id, name, created_by, created_at, last_used_at, ends_at, rights";

  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final Clock clock;
  private final WrongTokens wrong;

  public ApiTokens(ConsoleDatabase database, AuditTrail audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.wrong = new WrongTokens(clock, this::hashes);
  }

  /** By name. */
  public List<ApiToken> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM console_api_token ORDER BY name")
                .map((row, context) -> token(row))
                .list());
  }

  /**
   * Makes a token.
   *
   * @param lifetime empty for one that does not end
   * @param rights beside {@link ApiRight#READ}, which every token has
   * @param by the operator's name
   * @throws ConsoleException with {@link ConsoleError#INVALID}, or with {@link
   *     ConsoleError#CONFLICT} when the name is taken; its problems point at {@code /name} and
   *     {@code /days}
   */
  public IssuedApiToken issue(
      String name, Optional<Duration> lifetime, Set<ApiRight> rights, String by) {
    String called = name.strip();
    check(called, lifetime);
    String text = PREFIX + Token.random();
    String words = ApiRight.text(with(rights));
    return database.change(
        handle -> {
          requireRoom(handle, called);
          long now = clock.millis();
          Long endsAt = lifetime.map(time -> now + time.toMillis()).orElse(null);
          handle.execute(
              "INSERT INTO console_api_token (name, token_hash, created_by, created_at, ends_at,"
                  + " rights) VALUES (?, ?, ?, ?, ?, ?)",
              called,
              Token.hash(text),
              by,
              now,
              endsAt,
              words);
          audit.add(
              handle,
              by,
              "api-token.created",
              called,
              "",
              ConfigJson.write(Map.of("rights", words)));
          return new IssuedApiToken(find(handle, Token.hash(text)).orElseThrow(), Secret.of(text));
        });
  }

  /** Ends a token at once, on every node; one that is gone already is no failure. */
  public void revoke(long id, String by) {
    database.change(
        handle -> {
          Optional<String> name =
              handle
                  .createQuery("SELECT name FROM console_api_token WHERE id = :id")
                  .bind("id", id)
                  .mapTo(String.class)
                  .findOne();
          name.ifPresent(
              called -> {
                handle.execute("DELETE FROM console_api_token WHERE id = ?", id);
                audit.add(handle, by, "api-token.revoked", called, "", "");
              });
          return name.isPresent();
        });
  }

  /**
   * The token of a request.
   *
   * @return empty for a text that is no token, or not any more
   * @throws ConsoleException with {@link ConsoleError#TOO_MANY_ATTEMPTS} when too many wrong ones
   *     came lately, and this one is not known to be a right one
   */
  public Optional<ApiToken> find(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    String hash = Token.hash(text);
    wrong.check(hash);
    Instant now = clock.instant();
    Optional<ApiToken> found =
        database.read(handle -> find(handle, hash)).filter(token -> !token.endedAt(now));
    if (found.isEmpty()) {
      wrong.count();
    }
    found.filter(token -> unseenFor(token, now)).ifPresent(token -> used(token, now));
    return found;
  }

  private static boolean unseenFor(ApiToken token, Instant now) {
    return token.lastUsedAt().filter(last -> last.isAfter(now.minus(USED_EVERY))).isEmpty();
  }

  private void used(ApiToken token, Instant now) {
    database.change(
        handle ->
            handle.execute(
                "UPDATE console_api_token SET last_used_at = ? WHERE id = ?",
                now.toEpochMilli(),
                token.id()));
  }

  private Set<String> hashes() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT token_hash FROM console_api_token")
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static void check(String name, Optional<Duration> lifetime) {
    var problems = new ArrayList<ConfigProblem>();
    if (!NAME.matcher(name).matches()) {
      problems.add(
          new ConfigProblem(
              "/name",
              "pattern",
              "The name must have 1 to 50 letters, digits, spaces or any of . _ @ + -, and begin"
                  + " with a letter or a digit."));
    }
    if (lifetime.filter(time -> time.toDays() < 1 || time.compareTo(LONGEST) > 0).isPresent()) {
      problems.add(
          new ConfigProblem(
              "/days",
              "range",
              "A token ends after 1 to " + LONGEST.toDays() + " days, or not at all."));
    }
    if (!problems.isEmpty()) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          problems.stream().map(ConfigProblem::message).collect(Collectors.joining(" ")),
          problems);
    }
  }

  private static void requireRoom(Handle handle, String name) {
    List<String> names =
        handle.createQuery("SELECT name FROM console_api_token").mapTo(String.class).list();
    if (names.contains(name)) {
      String taken =
          "There is a token '" + name + "' already. Choose another name, or revoke that one first.";
      throw new ConsoleException(
          ConsoleError.CONFLICT, taken, List.of(new ConfigProblem("/name", "unique", taken)));
    }
    if (names.size() >= MOST) {
      throw new ConsoleException(
          ConsoleError.INVALID, "There are " + MOST + " tokens. Revoke one first.");
    }
  }

  private static Optional<ApiToken> find(Handle handle, String hash) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM console_api_token WHERE token_hash = :hash")
        .bind("hash", hash)
        .map((row, context) -> token(row))
        .findOne();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getString("name"),
        row.getString("created_by"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        time(row, "last_used_at"),
        time(row, "ends_at"),
        ApiRight.of(row.getString("rights")));
  }

  private static Set<ApiRight> with(Set<ApiRight> rights) {
    var all = EnumSet.of(ApiRight.READ);
    all.addAll(rights);
    return all;
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
