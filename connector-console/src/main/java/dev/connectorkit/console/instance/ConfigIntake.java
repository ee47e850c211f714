package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.config.SecretPlaces;
import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.InstanceRow.SealedSecret;
import dev.connectorkit.console.provider.InstanceProvider;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns what somebody gave into what is stored of it, and what runs. */
public final class ConfigIntake {

  private static final int LONGEST = 200_000;
  private static final String ANOTHER_PROVIDER =
      "This would lead to another provider, whose people could be taken for those who signed in"
          + " before. Add a new instance with another id instead.";

  private static final String OTHERS_SECRET =
      "This was entered for another server than the config leads to now. Enter it again.";

  private final ConnectorHost host;
  private final InstanceSources sources;
  private final SecretSeal seal;
  private final Clock clock;

  public ConfigIntake(ConnectorHost host, InstanceSources sources, SecretSeal seal, Clock clock) {
    this.host = host;
    this.sources = sources;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#NOT_FOUND} when it is not installed
   */
  AvailableConnector connector(String id) {
    return host.connectors().stream()
        .filter(known -> known.metadata().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.NOT_FOUND, "The connector '" + id + "' is not installed."));
  }

  /**
   * Whose people would sign in by an instance; nothing when it could not run anyway.
   *
   * @param config with or without its secrets, and without what the environment has
   */
  public Optional<InstanceProvider> provider(String id, String connectorId, Map<String, ?> config) {
    try {
      AvailableConnector connector = connector(connectorId);
      Map<String, Object> all = SplitConfig.copy(config);
      sources
          .values(id, connector.form())
          .forEach(
              (pointer, value) -> {
                if (!(value.value() instanceof Secret)) {
                  SplitConfig.put(all, pointer, value.value());
                }
              });
      return Optional.of(InstanceProvider.of(connector, id, all));
    } catch (ConsoleException | ConnectorException e) {
      return Optional.empty();
    }
  }

  /**
   * Judges a config.
   *
   * @param kept JSON pointers of secrets that stay as they are
   * @throws ConnectorException with all problems
   * @throws ConsoleException with {@link ConsoleError#READ_ONLY} when it changes what comes from
   *     the environment
   */
  Accepted accept(
      String id,
      String connectorId,
      Map<String, ?> given,
      Optional<InstanceRow> former,
      Set<String> kept) {
    return judge(id, connectorId, given, former, kept, false, Set.of());
  }

  /**
   * The same for a config that may lack secrets.
   *
   * @param listed pointers of those that it is to have in any case
   */
  public Accepted acceptIncomplete(
      String id,
      String connectorId,
      Map<String, ?> given,
      Optional<InstanceRow> former,
      Set<String> kept,
      Set<String> listed) {
    return judge(id, connectorId, given, former, kept, true, listed);
  }

  private Accepted judge(
      String id,
      String connectorId,
      Map<String, ?> given,
      Optional<InstanceRow> former,
      Set<String> kept,
      boolean mayLack,
      Set<String> listed) {
    AvailableConnector connector = connector(connectorId);
    Map<String, EnvironmentValue> environment = sources.values(id, connector.form());
    var stays = new LinkedHashMap<>(former.map(InstanceRow::secrets).orElse(Map.of()));
    stays.keySet().retainAll(kept);
    stays.keySet().removeAll(environment.keySet());
    Map<String, Object> all = SplitConfig.copy(given);
    stays.forEach(
        (pointer, secret) ->
            SplitConfig.put(all, pointer, seal.open(id, pointer, secret.sealed())));
    environment.forEach(
        (pointer, value) -> {
          requireUntouched(SplitConfig.find(given, pointer), value);
          SplitConfig.put(all, pointer, value.value());
        });
    Set<String> missing = new LinkedHashSet<>();
    SplitConfig runs = validated(connector, all, mayLack, missing);
    former.ifPresent(row -> requireSameProvider(connector, row, all, environment));
    if (!stays.isEmpty()
        && former.filter(row -> leadsElsewhere(connector, row, all, environment)).isPresent()) {
      requireEnteredAnew(stays.keySet(), mayLack);
      stays.keySet().forEach(pointer -> SplitConfig.remove(all, pointer));
      missing.addAll(stays.keySet());
      stays.clear();
      runs = validated(connector, all, mayLack, missing);
    }
    listed.stream().filter(place -> SplitConfig.find(all, place).isEmpty()).forEach(missing::add);
    requireFits(runs);
    SplitConfig accepted = runs;
    former.ifPresent(row -> recognize(row, accepted, environment.keySet(), stays));
    return new Accepted(
        runs,
        storedConfig(runs, former, environment.keySet()),
        storedSecrets(id, runs, stays, former, environment.keySet()),
        missing,
        Set.copyOf(stays.keySet()));
  }

  /**
   * @param missing takes what it lacks, when that is all that is wrong with it
   */
  private static SplitConfig validated(
      AvailableConnector connector, Map<String, Object> all, boolean mayLack, Set<String> missing) {
    try {
      return SplitConfig.of(all, connector.validate(all));
    } catch (ConnectorException e) {
      Set<String> places = SecretPlaces.of(connector.form());
      boolean lacks =
          mayLack
              && !e.problems().isEmpty()
              && e.problems().stream()
                  .allMatch(
                      problem ->
                          problem.keyword().equals("required")
                              && places.contains(problem.pointer()));
      if (!lacks) {
        throw e;
      }
      e.problems().forEach(problem -> missing.add(problem.pointer()));
      return SplitConfig.of(all, places);
    }
  }

  /**
   * Who was ever enabled may have signed people in, whom applications know by target and
   * identifier. Drafts may change: nobody but the operator has tried them.
   */
  private static void requireSameProvider(
      AvailableConnector connector,
      InstanceRow former,
      Map<String, Object> next,
      Map<String, EnvironmentValue> environment) {
    if (former.view().state() == StoredInstance.State.DRAFT) {
      return;
    }
    Map<String, @Nullable Object> was = connector.provider(before(former, environment));
    Map<String, @Nullable Object> is = connector.provider(next);
    var names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
    if (!names.isEmpty()) {
      throw refused(
          ANOTHER_PROVIDER,
          names.stream()
              .map(name -> new ConfigProblem("/" + name, "x-identity", ANOTHER_PROVIDER))
              .toList());
    }
  }

  /** Whether a config may send its secrets to other servers than the one before. */
  private static boolean leadsElsewhere(
      AvailableConnector connector,
      InstanceRow former,
      Map<String, Object> next,
      Map<String, EnvironmentValue> environment) {
    try {
      return !connector.origins(before(former, environment)).equals(connector.origins(next));
    } catch (ConnectorException e) {
      return true;
    }
  }

  private static Map<String, Object> before(
      InstanceRow former, Map<String, EnvironmentValue> environment) {
    Map<String, Object> before = SplitConfig.copy(former.view().config());
    environment.forEach((pointer, value) -> SplitConfig.put(before, pointer, value.value()));
    return before;
  }

  /**
   * A secret goes to the servers that it was entered for: whoever may change where a config leads
   * does not learn it so.
   *
   * @param mayLack whether it may be entered later
   */
  private static void requireEnteredAnew(Set<String> kept, boolean mayLack) {
    if (!mayLack && !kept.isEmpty()) {
      throw refused(
          OTHERS_SECRET,
          kept.stream()
              .map(pointer -> new ConfigProblem(pointer, "required", OTHERS_SECRET))
              .toList());
    }
  }

  private static ConnectorException refused(String message, List<ConfigProblem> problems) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message(message)
        .problems(problems)
        .build();
  }

  /** A secret that was given and is the stored one is no other: it stays. */
  private void recognize(
      InstanceRow former,
      SplitConfig runs,
      Set<String> environment,
      Map<String, SealedSecret> stays) {
    former
        .secrets()
        .forEach(
            (pointer, before) -> {
              boolean given = runs.secrets().containsKey(pointer) && !stays.containsKey(pointer);
              if (given && !environment.contains(pointer) && isSame(former, pointer, runs)) {
                stays.put(pointer, before);
              }
            });
  }

  private boolean isSame(InstanceRow former, String pointer, SplitConfig runs) {
    try {
      Secret stored = seal.open(former.id(), pointer, former.secrets().get(pointer).sealed());
      return stored.equals(runs.secrets().get(pointer));
    } catch (ConnectorException e) {
      // Of a lost key: what is given takes its place.
      return false;
    }
  }

  private static void requireUntouched(Optional<?> given, EnvironmentValue value) {
    if (given.isPresent() && !isSame(given.get(), value.value())) {
      throw new ConsoleException(
          ConsoleError.READ_ONLY,
          "A value comes from the variable " + value.variable() + " and is changed there.");
    }
  }

  private static boolean isSame(Object given, Object value) {
    if (value instanceof Secret known) {
      return known.equals(
          given instanceof String text && !text.isEmpty() ? Secret.of(text) : given);
    }
    // The same number may be of another type.
    return !(given instanceof Secret) && ConfigJson.line(given).equals(ConfigJson.line(value));
  }

  /** What the environment has is not stored: below it stays what was there. */
  private static String storedConfig(
      SplitConfig runs, Optional<InstanceRow> former, Set<String> environment) {
    Map<String, Object> open = SplitConfig.copy(runs.open());
    Map<String, Object> before =
        former.map(InstanceRow::view).map(StoredInstance::config).orElse(Map.of());
    for (String pointer : environment) {
      SplitConfig.remove(open, pointer);
      SplitConfig.find(before, pointer).ifPresent(value -> SplitConfig.put(open, pointer, value));
    }
    return ConfigJson.write(open);
  }

  /** Kept ones are sealed anew, too: so a key goes out of use by and by. */
  private Map<String, SealedSecret> storedSecrets(
      String id,
      SplitConfig runs,
      Map<String, SealedSecret> kept,
      Optional<InstanceRow> former,
      Set<String> environment) {
    var sealed = new LinkedHashMap<String, SealedSecret>();
    runs.secrets()
        .forEach(
            (pointer, secret) -> {
              SealedSecret stays = kept.get(pointer);
              long replacedAt = stays == null ? clock.millis() : stays.replacedAt();
              sealed.put(pointer, new SealedSecret(seal.seal(id, pointer, secret), replacedAt));
            });
    sealed.keySet().removeAll(environment);
    Map<String, SealedSecret> below =
        new LinkedHashMap<>(former.map(InstanceRow::secrets).orElse(Map.of()));
    below.keySet().retainAll(environment);
    sealed.putAll(below);
    return sealed;
  }

  private static void requireFits(SplitConfig config) {
    if (ConfigJson.write(config.open()).length() > LONGEST) {
      String message = "The config is over " + LONGEST + " characters.";
      throw refused(message, List.of(new ConfigProblem("", "maxLength", message)));
    }
  }

  /**
   * A config that may be stored.
   *
   * @param runs with what the environment has
   * @param config what is stored, as text
   * @param secrets what is stored, sealed
   * @param missing pointers of secrets without which it cannot run
   * @param kept pointers of secrets that are the same as before
   */
  public record Accepted(
      SplitConfig runs,
      String config,
      Map<String, SealedSecret> secrets,
      Set<String> missing,
      Set<String> kept) {

    /** Whether anything of it is another than before. */
    public boolean differs(InstanceRow former) {
      boolean sameSecrets =
          secrets.keySet().equals(former.secrets().keySet())
              && secrets.entrySet().stream()
                  .allMatch(
                      one ->
                          kept.contains(one.getKey())
                              || one.getValue().equals(former.secrets().get(one.getKey())));
      return !config.equals(former.config()) || !sameSecrets || !missing.equals(former.missing());
    }
  }
}
