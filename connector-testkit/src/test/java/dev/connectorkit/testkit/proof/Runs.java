package dev.connectorkit.testkit.proof;

import dev.connectorkit.testkit.check.Examiner;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import dev.connectorkit.testkit.run.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs rules on jars that a test made. */
final class Runs {

  private static final int THREADS = 8;

  private Runs() {}

  static Rule rule(String id) {
    try {
      return Catalogue.current().rule(id);
    } catch (UnknownRuleException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path write(Path folder, String name, byte[] jar) {
    try {
      return Files.write(Files.createTempDirectory(folder, name).resolve(name + ".jar"), jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks rules that may run beside each other in this process: faster than the real way, and the
   * same code.
   */
  static List<RuleResult> here(Path jar, String shape, List<Rule> rules) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Examiner examiner = Examiner.open(jar, shape, 1, false)) {
      List<Future<RuleResult>> running = new ArrayList<>();
      rules.forEach(rule -> running.add(threads.submit(() -> examiner.examine(rule))));
      List<RuleResult> results = new ArrayList<>();
      for (Future<RuleResult> run : running) {
        results.add(run.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Checks rules the real way, in processes of their own. */
  static List<RuleResult> inProcesses(Path jar, List<Rule> rules) throws Exception {
    return inProcesses(jar, rules, 1);
  }

  /** The same with limits of time that are multiplied. */
  static List<RuleResult> inProcesses(Path jar, List<Rule> rules, double timeoutFactor)
      throws Exception {
    return Verification.of(jar, Optional.empty())
        .rules(rules)
        .timeoutFactor(timeoutFactor)
        .results();
  }

  /** The result of one rule, wherever it can be checked. */
  static RuleResult one(Path jar, String shape, Rule rule) throws Exception {
    return rule.jvm() == Rule.Jvm.OWN
        ? inProcesses(jar, List.of(rule)).get(0)
        : here(jar, shape, List.of(rule)).get(0);
  }
}
