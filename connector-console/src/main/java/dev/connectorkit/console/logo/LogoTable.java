package dev.connectorkit.console.logo;

import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.spi.Logo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the table of logos. */
public final class LogoTable {

  private LogoTable() {}

  /** All of them, by the id of their instance. */
  public static Map<String, Map<Variant, Logo>> all(Handle handle) {
    var all = new LinkedHashMap<String, Map<Variant, Logo>>();
    handle
        .createQuery(
            "SELECT instance_id, variant, media_type, content FROM console_instance_logo"
                + " ORDER BY instance_id, variant")
        .map(
            (row, context) ->
                all.computeIfAbsent(
                        row.getString("instance_id"), id -> new EnumMap<>(Variant.class))
                    .put(Variant.valueOf(row.getString("variant")), logo(row)))
        .list();
    return all;
  }

  /**
   * Sets one, in the place of another.
   *
   * @return whether there was another
   */
  public static boolean put(Handle handle, String instanceId, Variant variant, Logo logo) {
    boolean former = delete(handle, instanceId, variant);
    handle.execute(
        "INSERT INTO console_instance_logo (instance_id, variant, hash, media_type, content)"
            + " VALUES (?, ?, ?, ?, ?)",
        instanceId,
        variant.name(),
        OwnLogos.hash(logo),
        logo.mediaType(),
        Base64.getEncoder().encodeToString(logo.content()));
    return former;
  }

  /** Says whether there was one. */
  public static boolean delete(Handle handle, String instanceId, Variant variant) {
    return handle.execute(
            "DELETE FROM console_instance_logo WHERE instance_id = ? AND variant = ?",
            instanceId,
            variant.name())
        > 0;
  }

  static Optional<Logo> find(Handle handle, String hash) {
    return handle
        .createQuery(
            "SELECT media_type, content FROM console_instance_logo WHERE hash = :hash"
                + " FETCH FIRST 1 ROWS ONLY")
        .bind("hash", hash)
        .map((row, context) -> logo(row))
        .findOne();
  }

  static Map<String, OwnLogos> hashes(Handle handle) {
    var logos = new LinkedHashMap<String, OwnLogos>();
    handle
        .createQuery("SELECT instance_id, variant, hash FROM console_instance_logo")
        .map(
            (row, context) ->
                logos.merge(
                    row.getString("instance_id"),
                    OwnLogos.NONE.with(
                        Variant.valueOf(row.getString("variant")), row.getString("hash")),
                    OwnLogos::or))
        .list();
    return Map.copyOf(logos);
  }

  private static Logo logo(ResultSet row) throws SQLException {
    return new Logo(
        row.getString("media_type"), Base64.getDecoder().decode(row.getString("content")));
  }
}
