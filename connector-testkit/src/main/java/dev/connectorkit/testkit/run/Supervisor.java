package dev.connectorkit.testkit.run;

import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import dev.connectorkit.testkit.run.Workers.Death;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Gets a verdict for every rule, whatever the plugin does to the processes it runs in: one that
 * exits, hangs or fills its heap loses its worker, and the rules under way there are tried again,
 * each alone, to see which one it was.
 */
final class Supervisor {

  private static final int SHARED_THREADS = 6;
  private static final int MAX_DEATHS = 6;
  private static final Duration SILENCE = Duration.ofSeconds(90);

  private final Path jar;
  private final String shape;
  private final double timeoutFactor;
  private final Progress progress;
  private final Workers workers;
  private final AtomicInteger deaths = new AtomicInteger();
  private final Map<String, RuleResult> results = new ConcurrentHashMap<>();

  Supervisor(Path jar, String shape, double timeoutFactor, Progress progress) {
    this.jar = jar;
    this.shape = shape;
    this.timeoutFactor = timeoutFactor;
    this.progress = progress;
    this.workers = new Workers(Duration.ofMillis((long) (SILENCE.toMillis() * timeoutFactor)));
  }

  /** Checks all rules; the results are in their order. */
  List<RuleResult> check(List<Rule> rules) {
    ExecutorService both = Executors.newFixedThreadPool(2, Supervisor::daemon);
    try {
      // What needs a process of its own runs beside the rest: it mostly waits.
      CompletableFuture<?>[] runs =
          Stream.of(Rule.Jvm.SHARED, Rule.Jvm.OWN)
              .map(jvm -> rules.stream().filter(rule -> rule.jvm() == jvm).toList())
              .map(some -> CompletableFuture.runAsync(() -> checkSome(some), both))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(runs).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The kit failed.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The kit was interrupted.", e);
    } finally {
      both.shutdownNow();
    }
    return rules.stream().map(rule -> results.get(rule.id())).toList();
  }

  private void checkSome(List<Rule> rules) {
    Map<String, Rule> open = new LinkedHashMap<>();
    rules.forEach(rule -> open.put(rule.id(), rule));
    while (!open.isEmpty()) {
      if (deaths.get() >= MAX_DEATHS) {
        open.values()
            .forEach(
                rule ->
                    finish(
                        RuleResult.without(
                            rule.id(),
                            Verdict.NOT_REACHED,
                            "The plugin ended its process %d times; this rule was not tried any more."
                                .formatted(deaths.get()))));
        return;
      }
      boolean own = rules.get(0).jvm() == Rule.Jvm.OWN;
      Lost lost = run(List.copyOf(open.values()), own ? 1 : SHARED_THREADS);
      open.keySet().removeAll(results.keySet());
      if (lost.death().isEmpty()) {
        return;
      }
      attribute(lost, open);
    }
  }

  /**
   * What a worker left undone.
   *
   * @param underWay the rules whose checks had begun
   * @param loaded whether the plugin had been loaded
   */
  private record Lost(Optional<Death> death, List<String> underWay, boolean loaded) {}

  private Lost run(List<Rule> rules, int threads) {
    Set<String> underWay = new LinkedHashSet<>();
    var loaded = new boolean[1];
    Order order =
        Workers.withToken(
            new Order(
                jar.toString(),
                shape,
                rules.stream().map(Rule::id).toList(),
                threads,
                rules.get(0).jvm() == Rule.Jvm.OWN,
                timeoutFactor,
                ""));
    Optional<Death> death =
        workers.run(
            order,
            event -> {
              String id = String.valueOf(event.rule());
              RuleResult result = event.result();
              switch (event.kind()) {
                case LOADED -> loaded[0] = true;
                case STARTED -> underWay.add(id);
                case FINISHED -> {
                  underWay.remove(id);
                  finish(java.util.Objects.requireNonNull(result));
                }
                case DONE -> throw new IllegalStateException("not handed on");
              }
            });
    return new Lost(death, List.copyOf(underWay), loaded[0]);
  }

  private void attribute(Lost lost, Map<String, Rule> open) {
    deaths.incrementAndGet();
    Death death = lost.death().orElseThrow();
    if (!lost.loaded()) {
      open.values().forEach(rule -> finish(ofLoading(rule, death)));
      open.clear();
      return;
    }
    if (lost.underWay().size() == 1) {
      finish(broken(lost.underWay().get(0), death));
    } else {
      for (String id : lost.underWay()) {
        if (deaths.get() >= MAX_DEATHS) {
          break;
        }
        Lost alone = run(List.of(open.get(id)), 1);
        if (alone.death().isPresent()) {
          deaths.incrementAndGet();
          finish(broken(id, alone.death().get()));
        }
      }
    }
    open.keySet().removeAll(results.keySet());
  }

  private static RuleResult ofLoading(Rule rule, Death death) {
    String reason = "While the plugin was loaded the process " + death.words() + ".";
    // PLG-07 is the rule that loading has no side effects.
    return rule.id().equals("PLG-07")
        ? broken(rule.id(), death)
        : RuleResult.without(rule.id(), Verdict.NOT_REACHED, reason);
  }

  private static RuleResult broken(String id, Death death) {
    var finding =
        new Finding(
            Verdict.FAIL,
            "the process that the plugin runs in",
            "it goes on",
            "it " + death.words(),
            List.of());
    return new RuleResult(
        id,
        Verdict.FAIL,
        "While this rule was checked the process " + death.words() + ".",
        List.of(finding),
        1,
        0);
  }

  private void finish(RuleResult result) {
    if (results.putIfAbsent(result.id(), result) == null) {
      progress.finished(result);
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "conformance supervisor");
    thread.setDaemon(true);
    return thread;
  }
}
