package dev.connectorkit.console.instance;

import dev.connectorkit.console.instance.InstanceRow.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The statements on the tables of instances. */
public final class InstanceTable {

  private static final String COLUMNS =
      "id, connector_id, config, display_name, position, state, revision, config_revision,"
          + " tried, created_at, changed_at";

  private InstanceTable() {}

  /** In the order of the sign-in page. */
  public static List<InstanceRow> all(Handle handle) {
    var secrets = new LinkedHashMap<String, Map<String, SealedSecret>>();
    handle
        .createQuery(
            "SELECT instance_id, pointer, sealed, replaced_at FROM console_instance_secret"
                + " ORDER BY instance_id, pointer")
        .map((row, context) -> addSecret(secrets, row))
        .list();
    var missing = new HashMap<String, Set<String>>();
    handle
        .createQuery("SELECT instance_id, pointer FROM console_missing_secret ORDER BY pointer")
        .map((row, context) -> addMissing(missing, row))
        .list();
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM console_instance ORDER BY position, id")
        .map(
            (row, context) -> {
              String id = row.getString("id");
              return row(
                  row, secrets.getOrDefault(id, Map.of()), missing.getOrDefault(id, Set.of()));
            })
        .list();
  }

  static Optional<InstanceRow> find(Handle handle, String id) {
    return all(handle).stream().filter(row -> row.id().equals(id)).findFirst();
  }

  public static void insert(Handle handle, InstanceRow row) {
    handle
        .createUpdate(
            "INSERT INTO console_instance ("
                + COLUMNS
                + ") VALUES (:id, :connectorId, :config, :displayName, :position, :state,"
                + " :revision, :configRevision, :tried, :createdAt, :changedAt)")
        .bindMap(columns(row))
        .execute();
    putSecrets(handle, row);
  }

  /**
   * Writes a row over the one of an earlier revision.
   *
   * @return whether the row still had that revision
   */
  public static boolean update(Handle handle, InstanceRow row, long former) {
    int changed =
        handle
            .createUpdate(
                "UPDATE console_instance SET connector_id = :connectorId, config = :config,"
                    + " display_name = :displayName, position = :position, state = :state,"
                    + " revision = :revision, config_revision = :configRevision,"
                    + " tried = :tried, changed_at = :changedAt"
                    + " WHERE id = :id AND revision = :former")
            .bindMap(columns(row))
            .bind("former", former)
            .execute();
    if (changed == 1) {
      handle.execute("DELETE FROM console_instance_secret WHERE instance_id = ?", row.id());
      handle.execute("DELETE FROM console_missing_secret WHERE instance_id = ?", row.id());
      putSecrets(handle, row);
    }
    return changed == 1;
  }

  public static void delete(Handle handle, String id) {
    handle.execute("DELETE FROM console_instance WHERE id = ?", id);
  }

  public static void place(Handle handle, String id, int position) {
    handle.execute("UPDATE console_instance SET position = ? WHERE id = ?", position, id);
  }

  static void reseal(Handle handle, String id, String pointer, String former, String sealed) {
    handle.execute(
        "UPDATE console_instance_secret SET sealed = ?"
            + " WHERE instance_id = ? AND pointer = ? AND sealed = ?",
        sealed,
        id,
        pointer,
        former);
  }

  static void reseal(Handle handle, String id, String tried) {
    handle.execute("UPDATE console_instance SET tried = ? WHERE id = ?", tried, id);
  }

  private static void putSecrets(Handle handle, InstanceRow row) {
    row.secrets()
        .forEach(
            (pointer, secret) ->
                handle.execute(
                    "INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)"
                        + " VALUES (?, ?, ?, ?)",
                    row.id(),
                    pointer,
                    secret.sealed(),
                    secret.replacedAt()));
    row.missing()
        .forEach(
            pointer ->
                handle.execute(
                    "INSERT INTO console_missing_secret (instance_id, pointer) VALUES (?, ?)",
                    row.id(),
                    pointer));
  }

  private static Map<String, Object> columns(InstanceRow row) {
    return Map.ofEntries(
        Map.entry("id", row.id()),
        Map.entry("connectorId", row.connectorId()),
        Map.entry("config", row.config()),
        Map.entry("displayName", row.displayName()),
        Map.entry("position", row.position()),
        Map.entry("state", row.state().name()),
        Map.entry("revision", row.revision()),
        Map.entry("configRevision", row.configRevision()),
        Map.entry("tried", row.tried()),
        Map.entry("createdAt", row.createdAt()),
        Map.entry("changedAt", row.changedAt()));
  }

  private static List<String> addSecret(
      Map<String, Map<String, SealedSecret>> secrets, ResultSet row) throws SQLException {
    String pointer = row.getString("pointer");
    secrets
        .computeIfAbsent(row.getString("instance_id"), id -> new LinkedHashMap<>())
        .put(pointer, new SealedSecret(row.getString("sealed"), row.getLong("replaced_at")));
    return List.of(pointer);
  }

  private static String addMissing(Map<String, Set<String>> missing, ResultSet row)
      throws SQLException {
    String pointer = row.getString("pointer");
    missing.computeIfAbsent(row.getString("instance_id"), id -> new LinkedHashSet<>()).add(pointer);
    return pointer;
  }

  private static InstanceRow row(
      ResultSet row, Map<String, SealedSecret> secrets, Set<String> missing) throws SQLException {
    return new InstanceRow(
        row.getString("id"),
        row.getString("connector_id"),
        row.getString("config"),
        row.getString("display_name"),
        row.getInt("position"),
        state(row.getString("state")),
        row.getLong("revision"),
        row.getLong("config_revision"),
        row.getString("tried"),
        row.getLong("created_at"),
        row.getLong("changed_at"),
        secrets,
        missing);
  }

  /** Whatever is no state keeps people out. */
  private static StoredInstance.State state(String text) {
    for (StoredInstance.State state : StoredInstance.State.values()) {
      if (state.name().equals(text)) {
        return state;
      }
    }
    return StoredInstance.State.DISABLED;
  }
}
