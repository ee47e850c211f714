package dev.connectorkit.console.transfer;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.ConfigIntake;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.SecretSeal;
import dev.connectorkit.console.instance.TryMarks;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.util.ArrayList;
import org.jdbi.v3.core.Handle;

/**
 * Takes the instances and applications of the database to a file without secrets, and from one. An
 * import is planned first, and does what was planned or nothing.
 */
public final class Transfer {

  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final InstanceImport instances;
  private final ApplicationImport applications;
  private final Runnable applied;

  /**
   * @param host knows the connectors; its instances are not touched
   * @param applied what is to happen when something was imported
   */
  public Transfer(
      ConsoleDatabase database,
      SealingKeys keys,
      ConnectorHost host,
      InstanceSources sources,
      AuditTrail audit,
      Clock clock,
      Runnable applied) {
    this.database = database;
    this.audit = audit;
    var seal = new SecretSeal(keys);
    this.instances =
        new InstanceImport(
            sources,
            new ConfigIntake(host, sources, seal, clock),
            new TryMarks(host, seal),
            audit,
            clock);
    this.applications = new ApplicationImport(audit, clock);
    this.applied = applied;
  }

  /**
   * All of the database; of the secrets of instances, where they are.
   *
   * @param logos whether they go along
   * @throws ConsoleException with {@link ConsoleError#INVALID} when it would be larger than what
   *     can be imported
   */
  public InstancesFile export(boolean logos, String by) {
    return export(database, audit, logos, by);
  }

  /** The same without a host. */
  public static InstancesFile export(
      ConsoleDatabase database, AuditTrail audit, boolean logos, String by) {
    InstancesFile file = database.read(handle -> Export.of(handle, logos));
    audit.add(by, "instances.exported", "");
    return file;
  }

  /**
   * Tells what an import would do, and changes nothing.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems, each
   *     with its pointer into the file
   */
  public ImportPlan plan(InstancesFile file, References references, ImportOptions options) {
    return database.read(
        handle ->
            work(handle, file, references, options, ChangeCount.INSTANCES.now(handle), 0).plan());
  }

  /**
   * Imports all of it or nothing; what cannot run then says so on its page.
   *
   * @param revision of the plan
   * @param by the operator's name
   * @throws ConsoleException with {@link ConsoleError#CONFLICT} when there is something else now
   *     than the plan was made for
   * @throws ConnectorException as {@link #plan}
   */
  public ImportPlan apply(
      InstancesFile file, References references, ImportOptions options, long revision, String by) {
    ImportPlan done =
        database.change(
            handle -> {
              // Whoever changes an instance, a logo or an application waits here, too.
              long next = ChangeCount.INSTANCES.next(handle);
              if (next != revision + 1) {
                throw new ConsoleException(
                    ConsoleError.CONFLICT,
                    "Something was changed since this plan was made. Make a new one.");
              }
              Work work = work(handle, file, references, options, revision, next);
              instances.store(handle, work.instances(), !work.plan().isEmpty(), by);
              applications.store(handle, work.applications(), by);
              return work.plan();
            });
    applied.run();
    return done;
  }

  /**
   * @param next the revision of what changes
   */
  private Work work(
      Handle handle,
      InstancesFile file,
      References references,
      ImportOptions options,
      long revision,
      long next) {
    var problems = new ArrayList<ConfigProblem>();
    PlannedInstances first = instances.plan(handle, file, references, options, next, problems);
    ApplicationImport.Planned second = applications.plan(handle, file, options.remove(), problems);
    if (!problems.isEmpty()) {
      throw InstancesFile.refused(problems);
    }
    var plan = new ImportPlan(revision, first.steps, second.steps(), first.reordered());
    return new Work(plan, first, second);
  }

  private record Work(
      ImportPlan plan, PlannedInstances instances, ApplicationImport.Planned applications) {}
}
