package dev.connectorkit.testkit.check;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.PluginFolder;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.host.plugin.TrustFile;
import dev.connectorkit.host.plugin.UnusablePluginException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The jar and how it loads. */
final class PlgChecks {

  private static final int JAVA_17 = 61;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final List<String> OF_THE_HOST =
      List.of("dev/connectorkit/spi/", "dev/connectorkit/oauth/", "org/pf4j/", "org/slf4j/");

  private PlgChecks() {}

  static void register(Checks checks) {
    checks.add("PLG-01", PlgChecks::manifest);
    checks.add("PLG-02", PlgChecks::factory);
    checks.add("PLG-03", PlgChecks::noHostClasses);
    checks.add("PLG-04", PlgChecks::isolated);
    checks.add("PLG-05", PlgChecks::classFileVersions);
    checks.add("PLG-06", PlgChecks::requiredVersions);
    checks.add("PLG-07", PlgChecks::noSideEffects);
  }

  /** Fails a case where the host refuses the jar for one of these reasons. */
  private static void requireNot(Bench bench, Kind... kinds) throws Breach {
    PluginProblem problem = bench.loading().problem();
    if (problem != null && EnumSet.of(kinds[0], kinds).contains(problem.kind())) {
      throw new Breach("a host accepts the jar", "it says: " + problem.reason());
    }
  }

  private static void manifest(Bench bench) {
    JarContent jar = JarContent.of(bench.jar());
    bench.verifyWithoutStage(
        "the manifest",
        () -> {
          requireAttribute(jar, "Plugin-Id", ID);
          requireAttribute(jar, "Plugin-Version", VERSION);
          requireAttribute(jar, "Plugin-Requires", Pattern.compile(".*\\d.*"));
          requireNot(
              bench,
              Kind.BAD_MANIFEST,
              Kind.INCOMPATIBLE,
              Kind.NEEDS_OTHER_PLUGINS,
              Kind.UNREADABLE,
              Kind.TOO_LARGE,
              Kind.LEAVES_THE_JAR);
        });
  }

  private static void requireAttribute(JarContent jar, String name, Pattern form) throws Breach {
    Optional<String> value = jar.attribute(name);
    Breach.unless(value.isPresent(), "the manifest has " + name, "it has not");
    Breach.unless(
        form.matcher(value.orElse("")).matches(),
        name + " is well-formed",
        "it is '" + value.orElse("") + "'");
  }

  private static void factory(Bench bench) {
    JarContent jar = JarContent.of(bench.jar());
    bench.verifyWithoutStage(
        "META-INF/extensions.idx",
        () -> {
          Breach.unless(
              jar.index().size() == 1, "it names one class", "it names " + jar.index().size());
          String entry = jar.index().get(0).replace('.', '/') + ".class";
          Breach.unless(
              jar.names().contains(entry),
              "the class it names is in the jar",
              jar.index().get(0) + " is not");
        });
    bench.verifyWithoutStage(
        "making the factory", () -> requireNot(bench, Kind.NO_SINGLE_FACTORY, Kind.FAILED_TO_LOAD));
  }

  private static void noHostClasses(Bench bench) {
    JarContent jar = JarContent.of(bench.jar());
    bench.verifyWithoutStage(
        "the entries of the jar",
        () -> {
          Optional<String> found =
              jar.names().stream()
                  .filter(name -> name.endsWith(".class"))
                  .filter(name -> OF_THE_HOST.stream().anyMatch(name::startsWith))
                  .findFirst();
          Breach.unless(
              found.isEmpty(),
              "no class of the kit, of PF4J or of SLF4J is in the jar",
              found.orElse("") + " is");
          requireNot(bench, Kind.BUNDLES_THE_KIT);
        });
  }

  private static void isolated(Bench bench) {
    Optional<String> obstacle = bench.loading().obstacle();
    if (obstacle.isPresent()) {
      bench.verifyWithoutStage(
          "loading",
          () -> {
            PluginProblem problem = bench.loading().problem();
            boolean missing =
                problem != null && problem.reason().matches(".*(NoClassDefFound|LinkageError).*");
            Breach.unless(
                !missing && !mentionsMissingClass(bench.loading().metadata()),
                "no class is missing",
                obstacle.get());
            throw new NotReached("a whole sign-in", obstacle.get());
          });
      return;
    }
    bench.verify(
        "a whole sign-in",
        stage -> {
          Outcome<?> refusal = stage.refusal();
          Outcome<?> outcome = refusal == null ? stage.signIn().run() : refusal;
          Breach.unless(
              !mentionsMissingClass(outcome), "no class is missing", "it " + outcome.words());
          if (outcome.returned().isEmpty()) {
            throw new NotReached("the sign-in succeeds", "it " + outcome.words());
          }
        });
  }

  private static boolean mentionsMissingClass(
      @org.jspecify.annotations.Nullable Outcome<?> outcome) {
    if (outcome == null) {
      return false;
    }
    for (Throwable at = outcome.thrown(); at != null; at = at.getCause()) {
      if (at instanceof LinkageError || at instanceof ClassNotFoundException) {
        return true;
      }
    }
    return false;
  }

  private static void classFileVersions(Bench bench) {
    JarContent jar = JarContent.of(bench.jar());
    bench.verifyWithoutStage(
        "the class files",
        () -> {
          Optional<Map.Entry<String, Integer>> late =
              jar.classFileVersions().entrySet().stream()
                  .filter(entry -> entry.getValue() > JAVA_17 || entry.getValue() == 0)
                  .findFirst();
          Breach.unless(
              late.isEmpty(),
              "every class file has version " + JAVA_17 + " or less",
              late.map(entry -> entry.getKey() + " has " + entry.getValue()).orElse(""));
          requireNot(bench, Kind.BAD_CLASS_FILE);
        });
  }

  private static void requiredVersions(Bench bench) {
    for (String version : List.of("0.0.1", "999.0.0")) {
      bench.verifyWithoutStage(
          "a host of kit " + version,
          () -> {
            try {
              new PluginFolder(bench.jar().getParent(), version, TrustFile.none())
                  .judgeForeign(bench.jar());
              throw new Breach("it refuses the jar", "it accepts it");
            } catch (UnusablePluginException e) {
              PluginProblem problem = e.of(bench.jar());
              Breach.unless(
                  problem.kind() == Kind.INCOMPATIBLE,
                  "it refuses the jar because of Plugin-Requires",
                  "it says: " + problem.reason());
            }
          });
    }
  }

  private static void noSideEffects(Bench bench) {
    bench.verifyWithoutStage(
        "loading the jar and reading its metadata",
        () -> {
          requireNot(bench, Kind.STARTS_THREADS);
          // It is loaded already: what it did then counts as well.
          Set<String> earlier = Surroundings.now().changesSince(bench.beforeLoading());
          Breach.unless(earlier.isEmpty(), "nothing changes", String.join("; ", earlier));
          try (var connections = ConnectionWatch.start()) {
            Surroundings before = Surroundings.now();
            try (LoadedPlugin plugin = Subject.load(bench.jar())) {
              var thread = new PluginThread(plugin.factory().getClass().getClassLoader());
              Outcome<?> metadata = thread.call(bench.limits().call(), plugin.factory()::metadata);
              thread.call(bench.limits().call(), plugin.factory()::configSchema);
              if (metadata.returned().isEmpty()) {
                throw new NotReached("metadata() returns", "it " + metadata.words());
              }
              Set<String> changes = Surroundings.now().changesSince(before);
              Breach.unless(changes.isEmpty(), "nothing changes", String.join("; ", changes));
              Breach.unless(
                  connections.seen().isEmpty(),
                  "no connection is made",
                  "there is one to " + connections.seen());
            } catch (UnusablePluginException e) {
              throw new NotReached("the jar loads", "it does not: " + e.getMessage());
            }
          }
        });
  }
}
