package dev.connectorkit.console.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.EnvironmentValues.Value;
import dev.connectorkit.console.instance.SourceProblem.Kind;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.config.ConfigForm;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Where instances come from besides the database: a file has whole ones, and environment variables
 * stand in the place of single values of any. Both are changed where they are.
 */
public final class InstanceSources {

  private final EnvironmentValues environment;
  private final References references;
  private final Optional<ManagedFile> file;
  private final Instant since = Instant.now();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile List<SourceProblem> problems = List.of();
  private volatile List<Managed> managed;

  private InstanceSources(Map<String, String> environment, Optional<ManagedFile> file) {
    this.environment = new EnvironmentValues(environment);
    this.references = References.of(environment);
    this.file = file;
    this.managed = resolved();
  }

  /** The database alone. */
  public static InstanceSources none() {
    return new InstanceSources(Map.of(), Optional.empty());
  }

  /**
   * @param file in the format of {@link InstancesFile}, watched from now on
   * @throws SettingException when it cannot be used
   */
  public static InstanceSources of(Map<String, String> environment, Optional<Path> file) {
    return new InstanceSources(environment, file.map(ManagedFile::open));
  }

  /** What an administrator has to look at, as of the last look. */
  public List<SourceProblem> problems() {
    return problems;
  }

  /** The file, where there is one. */
  public Optional<Path> file() {
    return file.map(ManagedFile::path);
  }

  /** Looks at the file, and tells whether anything is different now. */
  boolean look() {
    looking.lock();
    try {
      file.ifPresent(ManagedFile::look);
      List<Managed> now = resolved();
      Optional<SourceProblem> wrong = unusable();
      boolean changed =
          !now.equals(managed)
              || wrong.isPresent()
                  != problems.stream().anyMatch(p -> p.kind() == Kind.FILE_UNUSABLE);
      managed = now;
      return changed;
    } finally {
      looking.unlock();
    }
  }

  boolean manages(String id) {
    return managed.stream().anyMatch(one -> one.entry().id().equals(id));
  }

  /** All instances in the order of the sign-in page: first those of the database. */
  List<EffectiveInstance> merge(List<InstanceRow> rows, ConnectorHost host) {
    var all = new ArrayList<EffectiveInstance>();
    var found = new ArrayList<SourceProblem>();
    unusable().ifPresent(found::add);
    rows.forEach(row -> all.add(of(row, host)));
    Set<String> stored = rows.stream().map(InstanceRow::id).collect(Collectors.toSet());
    for (Managed one : managed) {
      if (stored.contains(one.entry().id())) {
        found.add(
            new SourceProblem(
                Kind.ID_CLASH,
                one.entry().id(),
                "The instance '"
                    + one.entry().id()
                    + "' is in the database and in the file. The one of the database goes on:"
                    + " remove it, or take the other out of the file."));
      } else {
        all.add(of(one, all.size(), host));
      }
    }
    Set<String> used = new HashSet<>();
    all.forEach(one -> used.addAll(one.view().environment().values()));
    environment
        .unused(used)
        .forEach(
            name ->
                found.add(
                    new SourceProblem(
                        Kind.VARIABLE_UNUSED,
                        name,
                        "The variable " + name + " is named like no field of any instance.")));
    problems = List.copyOf(found);
    return all;
  }

  EffectiveInstance of(InstanceRow row, ConnectorHost host) {
    return EffectiveInstance.of(row, values(row.id(), row.connectorId(), host), since);
  }

  /** The values that stand in the place of an instance's own. */
  Map<String, Value> values(String id, String connectorId, ConnectorHost host) {
    return form(connectorId, host).map(form -> environment.of(id, form)).orElse(Map.of());
  }

  private EffectiveInstance of(Managed one, int position, ConnectorHost host) {
    InstanceEntry entry = one.entry();
    Optional<ConfigForm> form = form(entry.connectorId(), host);
    // What is not known to be no secret is not shown.
    SplitConfig config =
        form.map(known -> SplitConfig.of(one.config(), SecretPlaces.of(known)))
            .orElseGet(() -> new SplitConfig(Map.of(), Map.of()));
    var secrets = new LinkedHashMap<String, Instant>();
    config.secrets().keySet().forEach(place -> secrets.put(place, since));
    long revision = revision(entry);
    Map<String, Value> values = values(entry.id(), entry.connectorId(), host);
    var unresolved = new LinkedHashMap<>(one.unresolved());
    unresolved.keySet().removeAll(values.keySet());
    var plain =
        new StoredInstance(
            entry.id(),
            entry.connectorId(),
            config.open(),
            secrets,
            Optional.of(entry.displayName()).filter(name -> !name.isEmpty()),
            position,
            entry.state(),
            StoredInstance.Source.FILE,
            revision,
            revision,
            false,
            since,
            new LinkedHashSet<>(unresolved.keySet()),
            Map.of());
    Optional<String> obstacle =
        unresolved.isEmpty()
            ? Optional.empty()
            : Optional.of(String.join(" ", new LinkedHashSet<>(unresolved.values())));
    return EffectiveInstance.of(plain, config, values, since, obstacle);
  }

  private List<Managed> resolved() {
    return file.map(ManagedFile::content).map(InstancesFile::instances).orElse(List.of()).stream()
        .map(
            entry -> {
              var unresolved = new LinkedHashMap<String, String>();
              Map<String, Object> config = references.resolve(entry.config(), "", unresolved::put);
              entry.secrets().orElse(Set.of()).stream()
                  .filter(place -> SplitConfig.find(entry.config(), place).isEmpty())
                  .forEach(
                      place ->
                          unresolved.put(
                              place, "The file says of the secret " + place + " only that it is."));
              return new Managed(entry, config, unresolved);
            })
        .toList();
  }

  private Optional<SourceProblem> unusable() {
    return file.flatMap(
        one ->
            one.problem()
                .map(
                    sentence ->
                        new SourceProblem(
                            Kind.FILE_UNUSABLE,
                            one.path().toString(),
                            "The file of instances cannot be used as it is now; what it said"
                                + " before goes on. "
                                + sentence)));
  }

  private static Optional<ConfigForm> form(String connectorId, ConnectorHost host) {
    return host.connectors().stream()
        .filter(known -> known.metadata().id().equals(connectorId))
        .findFirst()
        .map(AvailableConnector::form);
  }

  /** The same on all nodes that have the same file. */
  private static long revision(InstanceEntry entry) {
    try {
      byte[] text = new InstancesFile(List.of(entry)).text().getBytes(UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      // As many bits as every JSON parser keeps.
      return ByteBuffer.wrap(hash).getLong() >>> 11;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /** An instance of the file, with what its references stand for. */
  private record Managed(
      InstanceEntry entry, Map<String, Object> config, Map<String, String> unresolved) {

    /** Without the config. */
    @Override
    public String toString() {
      return entry.toString();
    }
  }
}
