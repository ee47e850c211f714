package dev.connectorkit.console.logo;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.host.StillPicture;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;

/**
 * The logos that instances have in the place of their connector's: pictures that only draw. Every
 * node knows within seconds which there are; what was seen last counts when the database is away.
 */
public final class InstanceLogos {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  // A picture of a few hundred bytes can unfold into gigabytes of pixels.
  private static final int MOST_PIXELS = 1_024;
  private static final int PNG_SIZE_AT = 16;
  private static final int PNG_FIRST = 0x89;

  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile View view = new View(System.nanoTime() - 2 * LOOK_NANOS, Map.of());

  public InstanceLogos(ConsoleDatabase database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /** Those of one instance. */
  public OwnLogos of(String instanceId) {
    View seen = view;
    // One request looks; the others go on with what was seen last.
    if (System.nanoTime() - seen.at() > LOOK_NANOS && looking.tryLock()) {
      try {
        view = new View(System.nanoTime(), database.read(InstanceLogos::hashes));
      } catch (ConnectorException e) {
        view = new View(System.nanoTime(), seen.logos());
      } finally {
        looking.unlock();
      }
    }
    return view.logos().getOrDefault(instanceId, OwnLogos.NONE);
  }

  /** The picture of a hash. */
  public Optional<Logo> find(String hash) {
    return hash.matches("[A-Za-z0-9_-]{43}")
        ? database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT media_type, content FROM console_instance_logo WHERE hash = :hash"
                            + " FETCH FIRST 1 ROWS ONLY")
                    .bind("hash", hash)
                    .map(
                        (row, context) ->
                            new Logo(
                                row.getString(1), Base64.getDecoder().decode(row.getString(2))))
                    .findOne())
        : Optional.empty();
  }

  /** The one of an instance, as the database has it now. */
  public Optional<Logo> find(String instanceId, Variant variant) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT hash FROM console_instance_logo"
                            + " WHERE instance_id = :instance AND variant = :variant")
                    .bind("instance", instanceId)
                    .bind("variant", variant.name())
                    .mapTo(String.class)
                    .findOne())
        .flatMap(this::find);
  }

  /**
   * Sets a logo.
   *
   * @param content a PNG or SVG file
   * @return whether it took the place of another
   * @throws ConsoleException with {@link ConsoleError#INVALID} when it is none that only draws
   */
  public boolean put(String instanceId, Variant variant, byte[] content, String by) {
    Logo logo = checked(content);
    boolean replaced =
        database.change(
            handle -> {
              requireThere(handle, instanceId);
              boolean former = delete(handle, instanceId, variant);
              handle.execute(
                  "INSERT INTO console_instance_logo"
                      + " (instance_id, variant, hash, media_type, content)"
                      + " VALUES (?, ?, ?, ?, ?)",
                  instanceId,
                  variant.name(),
                  hash(content),
                  logo.mediaType(),
                  Base64.getEncoder().encodeToString(content));
              audit.add(
                  handle,
                  by,
                  "instance.logo-set",
                  instanceId,
                  "",
                  audited(variant + " " + logo.mediaType() + " " + hash(content)));
              return former;
            });
    lookAgain();
    return replaced;
  }

  /**
   * Goes back to the connector's own.
   *
   * @return whether there was another
   */
  public boolean remove(String instanceId, Variant variant, String by) {
    boolean removed =
        database.change(
            handle -> {
              requireThere(handle, instanceId);
              boolean former = delete(handle, instanceId, variant);
              if (former) {
                audit.add(
                    handle,
                    by,
                    "instance.logo-removed",
                    instanceId,
                    audited(variant.toString()),
                    "");
              }
              return former;
            });
    lookAgain();
    return removed;
  }

  private void lookAgain() {
    view = new View(System.nanoTime() - 2 * LOOK_NANOS, view.logos());
  }

  private static Logo checked(byte[] content) {
    boolean png = content.length > 0 && (content[0] & 0xFF) == PNG_FIRST;
    try {
      var logo = new Logo(png ? "image/png" : "image/svg+xml", content);
      StillPicture.check(logo);
      if (png
          && !(isSmall(content, PNG_SIZE_AT) && isSmall(content, PNG_SIZE_AT + Integer.BYTES))) {
        throw invalid("A PNG may have at most " + MOST_PIXELS + " by " + MOST_PIXELS + " pixels.");
      }
      return logo;
    } catch (IllegalArgumentException | ConnectorException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Width or height in the header of a PNG (PNG Specification §11.2.1). */
  private static boolean isSmall(byte[] png, int at) {
    if (png.length < at + Integer.BYTES) {
      return false;
    }
    int size = ByteBuffer.wrap(png).getInt(at);
    return size > 0 && size <= MOST_PIXELS;
  }

  private static void requireThere(Handle handle, String instanceId) {
    boolean there =
        handle
            .createQuery("SELECT 1 FROM console_instance WHERE id = :id")
            .bind("id", instanceId)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!there) {
      throw new ConsoleException(
          ConsoleError.NOT_FOUND, "There is no instance of this id that is kept in the database.");
    }
  }

  private static boolean delete(Handle handle, String instanceId, Variant variant) {
    return handle.execute(
            "DELETE FROM console_instance_logo WHERE instance_id = ? AND variant = ?",
            instanceId,
            variant.name())
        > 0;
  }

  private static Map<String, OwnLogos> hashes(Handle handle) {
    var logos = new LinkedHashMap<String, OwnLogos>();
    handle
        .createQuery("SELECT instance_id, variant, hash FROM console_instance_logo")
        .map((row, context) -> new String[] {row.getString(1), row.getString(2), row.getString(3)})
        .forEach(
            row ->
                logos.merge(
                    row[0],
                    OwnLogos.NONE.with(Variant.valueOf(row[1]), row[2]),
                    (one, other) ->
                        new OwnLogos(one.light().or(other::light), one.dark().or(other::dark))));
    return Map.copyOf(logos);
  }

  private static String hash(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String audited(String text) {
    return ConfigJson.write(Map.of("value", text));
  }

  private static ConsoleException invalid(String message) {
    return new ConsoleException(ConsoleError.INVALID, message);
  }

  private record View(long at, Map<String, OwnLogos> logos) {}
}
