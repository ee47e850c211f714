package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.InstanceRow.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table of changes that are not live yet. */
public final class PendingTable {

  private static final int LONGEST = 1_000_000;

  private PendingTable() {}

  public static List<PendingRow> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT instance_id, made_from, config, secrets, tried, changed_by, changed_at"
                + " FROM console_pending_change")
        .map((row, context) -> row(row))
        .list();
  }

  static Optional<PendingRow> find(Handle handle, String instanceId) {
    return all(handle).stream().filter(row -> row.instanceId().equals(instanceId)).findFirst();
  }

  public static void put(Handle handle, PendingRow row) {
    String secrets = text(row.secrets());
    if (secrets.length() > LONGEST) {
      throw new ConsoleException(
          ConsoleError.INVALID, "The secrets are too long to be kept beside those that are live.");
    }
    delete(handle, row.instanceId());
    handle.execute(
        "INSERT INTO console_pending_change"
            + " (instance_id, made_from, config, secrets, tried, changed_by, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        row.instanceId(),
        row.madeFrom(),
        row.config(),
        secrets,
        row.tried(),
        row.changedBy(),
        row.changedAt());
  }

  static boolean delete(Handle handle, String instanceId) {
    return handle.execute("DELETE FROM console_pending_change WHERE instance_id = ?", instanceId)
        > 0;
  }

  private static String text(Map<String, SealedSecret> secrets) {
    var text = new LinkedHashMap<String, Object>();
    secrets.forEach(
        (pointer, secret) ->
            text.put(
                pointer, Map.of("sealed", secret.sealed(), "replacedAt", secret.replacedAt())));
    return ConfigJson.write(text);
  }

  private static PendingRow row(ResultSet row) throws SQLException {
    var secrets = new LinkedHashMap<String, SealedSecret>();
    ConfigJson.read(row.getString("secrets"))
        .forEach(
            (pointer, value) -> {
              Map<String, Object> secret = SplitConfig.object(value);
              secrets.put(
                  pointer,
                  new SealedSecret(
                      String.valueOf(secret.get("sealed")),
                      ((Number) secret.get("replacedAt")).longValue()));
            });
    return new PendingRow(
        row.getString("instance_id"),
        row.getLong("made_from"),
        row.getString("config"),
        secrets,
        row.getString("tried"),
        row.getString("changed_by"),
        row.getLong("changed_at"));
  }
}
