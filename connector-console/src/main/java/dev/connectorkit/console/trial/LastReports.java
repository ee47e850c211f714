package dev.connectorkit.console.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The report of the last try of each instance, for an hour, whichever node the callback reached.
 * They stand among the tries of programs, and are bounded and sealed like those: a report names a
 * person.
 */
public final class LastReports {

  private static final String BEGUN_BY = "console";

  private final ConsoleDatabase database;
  private final Seal seal;
  private final Clock clock;

  public LastReports(ConsoleDatabase database, SealingKeys keys, Clock clock) {
    this.database = database;
    this.seal = new Seal(keys);
    this.clock = clock;
  }

  /** In the place of the one before. */
  void keep(TrialReport report) {
    String instance = report.instanceId();
    String text = report.mark() + "\n" + Reports.text(report);
    String content = seal.seal(text.getBytes(UTF_8), place(instance));
    long now = clock.millis();
    database.change(
        handle -> {
          remove(handle, instance);
          ProgramTries.makeRoom(handle, now);
          return handle.execute(
              "INSERT INTO console_program_try"
                  + " (id_hash, instance_id, begun_by, begun_at, ends_at, state, content)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              row(instance),
              instance,
              BEGUN_BY,
              now,
              now,
              ProgramTry.State.ENDED.name(),
              content);
        });
  }

  /** Empty when there was no try within the last hour, or none can tell how it went. */
  public Optional<LastReport> of(String instance) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT begun_at, content FROM console_program_try"
                            + " WHERE id_hash = :row AND begun_at > :oldest")
                    .bind("row", row(instance))
                    .bind("oldest", clock.millis() - ProgramTries.KEPT.toMillis())
                    .map((row, context) -> new Kept(row.getLong(1), row.getString(2)))
                    .findOne())
        .flatMap(kept -> read(instance, kept));
  }

  private Optional<LastReport> read(String instance, Kept kept) {
    String content;
    try {
      content = new String(seal.open(kept.content(), place(instance)), UTF_8);
    } catch (ConnectorException e) {
      // Of a key that is lost or not in use any more: the instance is to be repaired all the same.
      return Optional.empty();
    }
    String[] parts = content.split("\n", 2);
    return Optional.of(
        new LastReport(
            Instant.ofEpochMilli(kept.at()), ReportText.read(instance, parts[0], parts[1])));
  }

  private static void remove(Handle handle, String instance) {
    handle.execute("DELETE FROM console_program_try WHERE id_hash = ?", row(instance));
  }

  /** No hash of a program's try has a colon, so none finds it. */
  private static String row(String instance) {
    return "last:" + ProgramTries.hash(instance).substring(5);
  }

  private static byte[] place(String instance) {
    return ("connectorkit last report of " + instance).getBytes(UTF_8);
  }

  private record Kept(long at, String content) {}
}
