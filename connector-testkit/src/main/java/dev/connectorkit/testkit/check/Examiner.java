package dev.connectorkit.testkit.check;

import dev.connectorkit.testkit.provider.ScriptedProvider;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Examines one jar in this process. Safe for use by many threads, rule by rule. */
public final class Examiner implements AutoCloseable {

  private final Path jar;
  private final Loading loading;
  private final Optional<Surroundings> before;
  private final WireShape shape;
  private final String shapeText;
  private final Limits limits;
  private final Bench.Control control = new Bench.Control();

  private Examiner(
      Path jar,
      Loading loading,
      Optional<Surroundings> before,
      WireShape shape,
      String shapeText,
      Limits limits) {
    this.jar = jar;
    this.loading = loading;
    this.before = before;
    this.shape = shape;
    this.shapeText = shapeText;
    this.limits = limits;
  }

  /**
   * Loads the jar's code into this process.
   *
   * @param shapeText the wire shape, as the text of its file
   * @param timeoutFactor multiplies everything that is waited for; 1 on an ordinary machine
   * @param alone whether nothing else runs in this process, which some rules need
   * @throws InvalidWireShapeException when the text is no wire shape
   */
  public static Examiner open(Path jar, String shapeText, double timeoutFactor, boolean alone)
      throws InvalidWireShapeException {
    WireShape shape = WireShapeFile.parse(shapeText);
    // Finding keys takes long, and must not happen while a connector waits for an answer.
    ScriptedProvider.prepareKeys(shape);
    Optional<Surroundings> before = alone ? Optional.of(Surroundings.now()) : Optional.empty();
    return new Examiner(jar, Loading.of(jar), before, shape, shapeText, new Limits(timeoutFactor));
  }

  /** Checks one rule. Never throws: a fault of the kit is a verdict as well. */
  public RuleResult examine(Rule rule) {
    long start = System.nanoTime();
    Optional<String> obstacle = loading.obstacle();
    if (obstacle.isPresent() && !isAboutLoading(rule)) {
      return RuleResult.without(rule.id(), Verdict.NOT_REACHED, sentence(obstacle.get()));
    }
    if (loading.subject() != null) {
      Optional<String> against =
          Applicability.reasonAgainst(rule.applies(), loading.subject(), shape);
      if (against.isPresent()) {
        return RuleResult.without(rule.id(), Verdict.NOT_APPLICABLE, sentence(against.get()));
      }
    }
    if (rule.kind() == Rule.Kind.UNTESTED) {
      return RuleResult.without(
          rule.id(), Verdict.NOT_APPLICABLE, "No program can check this; see its explanation.");
    }
    var bench = new Bench(jar, loading, before, shape, shapeText, limits, control);
    try {
      Checks.all().of(rule.id()).run(bench);
      return judged(rule, bench, start);
    } catch (Exception | LinkageError | AssertionError e) {
      return new RuleResult(
          rule.id(),
          Verdict.HARNESS_ERROR,
          "The kit failed: " + trace(e),
          bench.findings(),
          bench.cases(),
          millisSince(start));
    }
  }

  @Override
  public void close() {
    loading.close();
  }

  private static boolean isAboutLoading(Rule rule) {
    return rule.group() == Group.PLG || rule.group() == Group.META || rule.id().equals("CFG-01");
  }

  private static RuleResult judged(Rule rule, Bench bench, long start) {
    List<Finding> worstFirst =
        bench.findings().stream().sorted(Comparator.comparing(Finding::verdict)).toList();
    if (bench.cases() == 0) {
      return RuleResult.without(
          rule.id(), Verdict.HARNESS_ERROR, "The check of this rule tried nothing.");
    }
    if (worstFirst.isEmpty()) {
      return new RuleResult(
          rule.id(), Verdict.PASS, "", List.of(), bench.cases(), millisSince(start));
    }
    Finding first = worstFirst.get(0);
    Verdict verdict =
        first.verdict() == Verdict.FAIL && rule.strength() == Rule.Strength.SHOULD
            ? Verdict.WARN
            : first.verdict();
    String reason =
        "%s: expected that %s, but %s".formatted(first.what(), first.expected(), first.got());
    return new RuleResult(
        rule.id(), verdict, sentence(reason), worstFirst, bench.cases(), millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static String sentence(String text) {
    String upper = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }

  private static String trace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
