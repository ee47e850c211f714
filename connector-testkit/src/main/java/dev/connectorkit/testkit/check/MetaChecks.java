package dev.connectorkit.testkit.check;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the connector says about itself. */
final class MetaChecks {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");

  private MetaChecks() {}

  static void register(Checks checks) {
    checks.add("META-01", MetaChecks::id);
    checks.add("META-02", MetaChecks::target);
    checks.add("META-03", MetaChecks::texts);
    checks.add("META-04", MetaChecks::logos);
    checks.add("META-05", MetaChecks::readme);
    checks.add("META-06", MetaChecks::pure);
  }

  /** The metadata; a breach here where it fails for a reason of this rule. */
  private static ConnectorMetadata metadata(Bench bench, String rule) throws Breach, NotReached {
    Outcome<ConnectorMetadata> outcome = bench.loading().metadata();
    if (outcome == null) {
      throw new NotReached(
          "metadata() is asked", bench.loading().obstacle().orElse("the jar is not loaded"));
    }
    if (outcome.value() != null) {
      return outcome.value();
    }
    String words = "metadata() " + outcome.words() + message(outcome.thrown());
    if (blamed(outcome.thrown()).equals(rule)) {
      throw new Breach("metadata() returns metadata that keeps this rule", words);
    }
    throw new NotReached("metadata() returns", words);
  }

  private static String message(@Nullable Throwable thrown) {
    return thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException
        ? ": " + thrown.getMessage()
        : "";
  }

  /** The kit's own types refuse what breaks a rule; which one it was tells the rule. */
  private static String blamed(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "META-01";
    }
    String message = String.valueOf(thrown.getMessage()).toLowerCase(java.util.Locale.ROOT);
    for (StackTraceElement at : thrown.getStackTrace()) {
      if (at.getClassName().equals(LocalizedText.class.getName())) {
        return "META-03";
      }
      if (at.getClassName().equals(Logo.class.getName())) {
        return "META-04";
      }
    }
    if (message.contains("logo")) {
      return "META-04";
    }
    if (message.contains("readme")) {
      return "META-05";
    }
    if (message.contains("name") || message.contains("description")) {
      return "META-03";
    }
    return message.contains("target") ? "META-02" : "META-01";
  }

  private static void id(Bench bench) {
    bench.verifyWithoutStage(
        "the id",
        () -> {
          String id = metadata(bench, "META-01").id();
          Breach.unless(
              ID.matcher(id).matches(), "it matches " + ID.pattern(), "it is '" + id + "'");
          String again = reloaded(bench).id();
          Breach.unless(
              id.equals(again), "it is the same from another load", "it is '" + again + "'");
        });
  }

  private static void target(Bench bench) {
    bench.verifyWithoutStage(
        "the target",
        () -> {
          String target = metadata(bench, "META-02").target();
          Breach.unless(!target.isBlank(), "it is not blank", "it is");
          String again = reloaded(bench).target();
          Breach.unless(
              target.equals(again), "it is the same from another load", "it is '" + again + "'");
        });
  }

  /** The metadata of the same jar, loaded once more. */
  private static ConnectorMetadata reloaded(Bench bench) throws NotReached {
    try (LoadedPlugin plugin = Subject.load(bench.jar())) {
      var thread = new PluginThread(plugin.factory().getClass().getClassLoader());
      Outcome<ConnectorMetadata> outcome =
          thread.call(bench.limits().call(), plugin.factory()::metadata);
      return outcome
          .returned()
          .orElseThrow(
              () -> new NotReached("metadata() returns once more", "it " + outcome.words()));
    } catch (UnusablePluginException e) {
      throw new NotReached("the jar loads once more", String.valueOf(e.getMessage()));
    }
  }

  private static void texts(Bench bench) {
    bench.verifyWithoutStage(
        "name and description",
        () -> {
          ConnectorMetadata metadata = metadata(bench, "META-03");
          for (LocalizedText text : List.of(metadata.name(), metadata.description())) {
            Breach.unless(
                text.translations().containsKey("en"), "there is English text", "there is none");
            for (Map.Entry<String, String> entry : text.translations().entrySet()) {
              Breach.unless(
                  !entry.getValue().isBlank(),
                  "no text is blank",
                  "that for " + entry.getKey() + " is");
            }
          }
        });
  }

  private static void logos(Bench bench) {
    bench.verifyWithoutStage(
        "the logo", () -> LogoInspection.require(metadata(bench, "META-04").logo()));
    bench.verifyWithoutStage(
        "the logo for dark pages",
        () -> {
          var dark = metadata(bench, "META-04").logoDark();
          if (dark.isPresent()) {
            LogoInspection.require(dark.get());
          }
        });
  }

  private static void readme(Bench bench) {
    bench.verifyWithoutStage(
        "the readme",
        () -> {
          String readme = metadata(bench, "META-05").readme();
          Breach.unless(!readme.isBlank(), "it is not blank", "it is");
          Breach.unless(
              !readme.contains("\uFFFD"), "it is UTF-8", "it has characters that are not");
          JarContent jar = JarContent.of(bench.jar());
          Matcher links = LINK.matcher(readme);
          while (links.find()) {
            String to = links.group(1).replaceFirst("#.*", "");
            boolean elsewhere = to.isEmpty() || to.matches("(?i)[a-z][a-z0-9+.-]*:.*|//.*");
            Breach.unless(
                elsewhere || jar.names().stream().anyMatch(name -> name.endsWith(plain(to))),
                "the link to " + to + " leads to something in the jar",
                "it does not");
          }
        });
  }

  private static String plain(String link) {
    return link.replaceFirst("^(\\./)+", "").replaceFirst("^/", "");
  }

  private static void pure(Bench bench) {
    bench.verifyWithoutStage(
        "two calls",
        () -> {
          ConnectorMetadata first = metadata(bench, "META-06");
          try (var connections = ConnectionWatch.start()) {
            LoadedPlugin plugin = java.util.Objects.requireNonNull(bench.loading().plugin());
            var thread = new PluginThread(plugin.factory().getClass().getClassLoader());
            String before = first.toString();
            tryToChange(first);
            Outcome<ConnectorMetadata> again =
                thread.call(bench.limits().call(), plugin.factory()::metadata);
            ConnectorMetadata second =
                again
                    .returned()
                    .orElseThrow(
                        () -> new Breach("metadata() returns once more", "it " + again.words()));
            Breach.unless(
                first.equals(second) && before.equals(first.toString()),
                "both are equal, whatever was done to the first",
                "they are not");
            Breach.unless(
                connections.seen().isEmpty(),
                "no connection is made",
                "there is one to " + connections.seen());
          }
        });
  }

  /** Clears every collection that can be had; a proper one refuses. */
  private static void tryToChange(ConnectorMetadata metadata) {
    for (Method method : ConnectorMetadata.class.getMethods()) {
      if (method.getParameterCount() == 0
          && method.getDeclaringClass() == ConnectorMetadata.class) {
        Object value = Bench.unchecked(() -> method.invoke(metadata));
        try {
          if (value instanceof Collection<?> collection) {
            collection.clear();
          } else if (value instanceof Map<?, ?> map) {
            map.clear();
          } else if (value instanceof byte[] bytes) {
            java.util.Arrays.fill(bytes, (byte) 0);
          }
        } catch (UnsupportedOperationException e) {
          // As it should be.
          continue;
        }
      }
    }
  }
}
