package dev.connectorkit.console.provider;

import dev.connectorkit.console.config.ConfigJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements on the table of known providers. */
final class KnownProviderTable {

  private KnownProviderTable() {}

  /** By id. */
  static List<KnownProvider> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT instance_id, target, own_target, connector_id, provider, since"
                + " FROM console_known_provider ORDER BY instance_id")
        .map((row, context) -> known(row))
        .list();
  }

  static void insert(Handle handle, KnownProvider known) {
    handle.execute(
        "INSERT INTO console_known_provider"
            + " (instance_id, target, own_target, connector_id, provider, since)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        known.instanceId(),
        known.target(),
        known.own(),
        known.connectorId(),
        ConfigJson.write(known.values()),
        known.since().toEpochMilli());
  }

  static boolean delete(Handle handle, String instanceId) {
    return handle.execute("DELETE FROM console_known_provider WHERE instance_id = ?", instanceId)
        > 0;
  }

  private static KnownProvider known(ResultSet row) throws SQLException {
    return new KnownProvider(
        row.getString("instance_id"),
        row.getString("target"),
        row.getBoolean("own_target"),
        row.getString("connector_id"),
        ConfigJson.read(row.getString("provider")),
        Instant.ofEpochMilli(row.getLong("since")));
  }
}
