package dev.connectorkit.console.logo;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The logos that instances have in the place of their connector's: pictures that only draw. Every
 * node knows within seconds which there are; what was seen last counts when the database is away.
 */
public final class InstanceLogos {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final Supplier<ManagedLogos> managed;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile View view = new View(System.nanoTime() - 2 * LOOK_NANOS, Map.of(), Set.of());

  /**
   * @param managed those that are kept elsewhere, as they are now
   */
  public InstanceLogos(ConsoleDatabase database, AuditTrail audit, Supplier<ManagedLogos> managed) {
    this.database = database;
    this.audit = audit;
    this.managed = managed;
  }

  /** Those of one instance. */
  public OwnLogos of(String instanceId) {
    View seen = view;
    // One request looks; the others go on with what was seen last.
    if (System.nanoTime() - seen.at() > LOOK_NANOS && looking.tryLock()) {
      try {
        view = database.read(InstanceLogos::look);
      } catch (ConnectorException e) {
        view = new View(System.nanoTime(), seen.logos(), seen.stored());
      } finally {
        looking.unlock();
      }
    }
    View now = view;
    // An instance of the database does not take the logos of one elsewhere that has its id.
    return now.stored().contains(instanceId)
        ? now.logos().getOrDefault(instanceId, OwnLogos.NONE)
        : managed.get().of(instanceId);
  }

  /** The picture of a hash. */
  public Optional<Logo> find(String hash) {
    Optional<Logo> elsewhere = managed.get().find(hash);
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    return hash.matches("[A-Za-z0-9_-]{43}")
        ? database.read(handle -> LogoTable.find(handle, hash))
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
    Logo logo = LogoRules.checked(content);
    boolean replaced =
        database.change(
            handle -> {
              ChangeCount.INSTANCES.next(handle);
              requireThere(handle, instanceId);
              boolean former = LogoTable.put(handle, instanceId, variant, logo);
              audit.add(
                  handle,
                  by,
                  "instance.logo-set",
                  instanceId,
                  "",
                  audited(variant + " " + logo.mediaType() + " " + OwnLogos.hash(logo)));
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
              ChangeCount.INSTANCES.next(handle);
              requireThere(handle, instanceId);
              boolean former = LogoTable.delete(handle, instanceId, variant);
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

  /** Has the next request look, also within the second. */
  public void lookAgain() {
    view = new View(System.nanoTime() - 2 * LOOK_NANOS, view.logos(), view.stored());
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

  private static String audited(String text) {
    return ConfigJson.write(Map.of("value", text));
  }

  private static View look(Handle handle) {
    return new View(
        System.nanoTime(),
        LogoTable.hashes(handle),
        Set.copyOf(
            handle.createQuery("SELECT id FROM console_instance").mapTo(String.class).list()));
  }

  /**
   * @param logos of the database
   * @param stored ids of all instances of the database
   */
  private record View(long at, Map<String, OwnLogos> logos, Set<String> stored) {}
}
