package dev.connectorkit.console.handover;

import dev.connectorkit.console.handover.Application.MadeSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The statements on the tables of applications. */
public final class ApplicationTable {

  private static final String COLUMNS =
      "client_id, name, redirect_uris, instances, revision, created_at, changed_at";

  private ApplicationTable() {}

  /** By name. */
  public static List<Application> all(Handle handle) {
    Map<String, List<SecretRow>> secrets =
        handle
            .createQuery(
                "SELECT client_id, secret_hash, created_at FROM console_application_secret"
                    + " ORDER BY created_at, secret_hash")
            .map((row, context) -> secret(row))
            .list()
            .stream()
            .collect(Collectors.groupingBy(SecretRow::clientId));
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM console_application ORDER BY name, client_id")
        .map(
            (row, context) ->
                application(row, secrets.getOrDefault(row.getString("client_id"), List.of())))
        .list();
  }

  public static Optional<Application> find(Handle handle, String clientId) {
    List<SecretRow> secrets = secrets(handle, clientId);
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM console_application WHERE client_id = :clientId")
        .bind("clientId", clientId)
        .map((row, context) -> application(row, secrets))
        .findOne();
  }

  static List<SecretRow> secrets(Handle handle, String clientId) {
    return handle
        .createQuery(
            "SELECT client_id, secret_hash, created_at FROM console_application_secret"
                + " WHERE client_id = :clientId ORDER BY created_at, secret_hash")
        .bind("clientId", clientId)
        .map((row, context) -> secret(row))
        .list();
  }

  static long count(Handle handle) {
    return handle.createQuery("SELECT COUNT(*) FROM console_application").mapTo(Long.class).one();
  }

  public static void insert(Handle handle, String clientId, ApplicationChange given, long now) {
    handle.execute(
        "INSERT INTO console_application (" + COLUMNS + ") VALUES (?, ?, ?, ?, 1, ?, ?)",
        clientId,
        given.name(),
        lines(given.redirectUris()),
        lines(given.instances()),
        now,
        now);
  }

  /**
   * @return whether it still had that revision
   */
  public static boolean update(
      Handle handle, String clientId, long revision, ApplicationChange given, long now) {
    return handle.execute(
            "UPDATE console_application SET name = ?, redirect_uris = ?, instances = ?,"
                + " revision = revision + 1, changed_at = ? WHERE client_id = ? AND revision = ?",
            given.name(),
            lines(given.redirectUris()),
            lines(given.instances()),
            now,
            clientId,
            revision)
        == 1;
  }

  /** So that changes of its secrets wait for each other. */
  static boolean touch(Handle handle, String clientId, long now) {
    return handle.execute(
            "UPDATE console_application SET revision = revision + 1, changed_at = ?"
                + " WHERE client_id = ?",
            now,
            clientId)
        == 1;
  }

  public static void delete(Handle handle, String clientId) {
    handle.execute("DELETE FROM console_application WHERE client_id = ?", clientId);
  }

  static void insertSecret(Handle handle, String clientId, String hash, long now) {
    handle.execute(
        "INSERT INTO console_application_secret (secret_hash, client_id, created_at)"
            + " VALUES (?, ?, ?)",
        hash,
        clientId,
        now);
  }

  static void deleteSecret(Handle handle, SecretRow secret) {
    handle.execute(
        "DELETE FROM console_application_secret WHERE secret_hash = ?", secret.secretHash());
  }

  private static Application application(ResultSet row, List<SecretRow> secrets)
      throws SQLException {
    return new Application(
        row.getString("client_id"),
        row.getString("name"),
        row.getString("redirect_uris").lines().toList(),
        row.getString("instances").lines().toList(),
        secrets.stream().map(SecretRow::view).toList(),
        row.getLong("revision"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  private static SecretRow secret(ResultSet row) throws SQLException {
    return new SecretRow(
        row.getString("client_id"), row.getString("secret_hash"), row.getLong("created_at"));
  }

  private static String lines(List<String> texts) {
    return String.join("\n", texts);
  }

  /** A secret as it is stored. */
  record SecretRow(String clientId, String secretHash, long createdAt) {

    /** The hash of the hash names it, so that a page does not have what the database has. */
    MadeSecret view() {
      return new MadeSecret(
          Opaque.hash(secretHash).substring(0, 12), Instant.ofEpochMilli(createdAt));
    }

    /** Without the hash. */
    @Override
    public String toString() {
      return "SecretRow[" + clientId + "]";
    }
  }
}
