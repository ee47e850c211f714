package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.SecretPlaces;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.instance.SourceProblem.Kind;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConnectorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what the database has and what comes from elsewhere. */
final class EffectiveInstances {

  private final InstanceSources sources;
  private final ConnectorHost host;
  private final SecretSeal seal;
  private final TryMarks marks;
  private final Instant since = Instant.now();
  private volatile List<SourceProblem> problems = List.of();

  EffectiveInstances(InstanceSources sources, ConnectorHost host, SecretSeal seal) {
    this.sources = sources;
    this.host = host;
    this.seal = seal;
    this.marks = new TryMarks(host, seal);
  }

  /** All instances in the order of the sign-in page: first those of the database. */
  List<EffectiveInstance> all(List<InstanceRow> rows) {
    var all = new ArrayList<EffectiveInstance>();
    var found = new ArrayList<SourceProblem>();
    unusable().ifPresent(found::add);
    rows.forEach(row -> all.add(of(row)));
    Set<String> stored = rows.stream().map(InstanceRow::id).collect(Collectors.toSet());
    for (ManagedInstance one : sources.managed()) {
      if (stored.contains(one.id())) {
        found.add(
            new SourceProblem(
                Kind.ID_CLASH,
                one.id(),
                "The instance '"
                    + one.id()
                    + "' is in the database and in the file. The one of the database goes on:"
                    + " remove it, or take the other out of the file."));
      } else {
        all.add(of(one, all.size()));
        one.flaws()
            .forEach(flaw -> found.add(new SourceProblem(Kind.LOGO_UNUSABLE, one.id(), flaw)));
      }
    }
    Set<String> waiting =
        all.stream()
            .map(EffectiveInstance::view)
            .filter(one -> form(one.connectorId()).isEmpty())
            .map(StoredInstance::id)
            .collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    all.forEach(one -> used.addAll(one.view().environment().values()));
    sources
        .unused(used, waiting)
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

  EffectiveInstance of(InstanceRow row) {
    EffectiveInstance one = EffectiveInstance.of(row, values(row.id(), row.connectorId()), since);
    return row.tried().isEmpty() ? one : one.withTried(passed(row, one));
  }

  /**
   * What a passed try of it would count for.
   *
   * @throws ConnectorException when it cannot be read or opened
   */
  String mark(EffectiveInstance one) {
    return marks.of(one.id(), one.view().connectorId(), one.open(seal));
  }

  TryMarks marks() {
    return marks;
  }

  private boolean passed(InstanceRow row, EffectiveInstance one) {
    try {
      return marks.passed(row.id(), row.tried(), mark(one));
    } catch (ConnectorException e) {
      return false;
    }
  }

  /** What an administrator has to look at, as of the last time that all were put together. */
  List<SourceProblem> problems() {
    return problems;
  }

  private EffectiveInstance of(ManagedInstance one, int position) {
    // What is not known to be no secret is not shown.
    SplitConfig config =
        form(one.connectorId())
            .map(known -> SplitConfig.of(one.config(), SecretPlaces.of(known)))
            .orElseGet(() -> new SplitConfig(Map.of(), Map.of()));
    var secrets = new LinkedHashMap<String, Instant>();
    config.secrets().keySet().forEach(place -> secrets.put(place, since));
    Map<String, EnvironmentValue> values = values(one.id(), one.connectorId());
    var unresolved = new LinkedHashMap<>(one.unresolved());
    unresolved.keySet().removeAll(values.keySet());
    var plain =
        new StoredInstance(
            one.id(),
            one.connectorId(),
            config.open(),
            secrets,
            Optional.of(one.displayName()).filter(name -> !name.isEmpty()),
            position,
            one.state(),
            StoredInstance.Source.FILE,
            one.revision(),
            one.revision(),
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

  private Map<String, EnvironmentValue> values(String id, String connectorId) {
    return form(connectorId).map(form -> sources.values(id, form)).orElse(Map.of());
  }

  private Optional<SourceProblem> unusable() {
    return sources
        .unusable()
        .map(
            sentence ->
                new SourceProblem(
                    Kind.FILE_UNUSABLE,
                    sources.file().map(String::valueOf).orElse(""),
                    "The file of instances cannot be used as it is now; what it said before goes"
                        + " on. "
                        + sentence));
  }

  private Optional<ConfigForm> form(String connectorId) {
    return host.connectors().stream()
        .filter(known -> known.metadata().id().equals(connectorId))
        .findFirst()
        .map(AvailableConnector::form);
  }
}
