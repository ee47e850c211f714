package dev.connectorkit.testkit.run;

import dev.connectorkit.host.KitVersion;
import dev.connectorkit.testkit.check.Candidate;
import dev.connectorkit.testkit.check.UnusableCandidateException;
import dev.connectorkit.testkit.report.Report;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Waivers;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import dev.connectorkit.testkit.shape.WireShapeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run of the kit on one jar. */
public final class Verification {

  private final Candidate candidate;
  private final String shape;
  private List<Rule> rules = Catalogue.current().rules();
  private Waivers waivers = Waivers.none();
  private double timeoutFactor = 1;
  private Progress progress = Progress.NONE;

  private Verification(Candidate candidate, String shape) {
    this.candidate = candidate;
    this.shape = shape;
  }

  /**
   * Prepares a run; none of the plugin's code runs yet.
   *
   * @param shapeFile the wire-shape file; empty for the one beside or inside the jar
   * @throws UnusableCandidateException when there is no such jar, or it is no plugin
   * @throws InvalidWireShapeException when there is no wire-shape file, or it is not usable
   */
  public static Verification of(Path jar, Optional<Path> shapeFile)
      throws UnusableCandidateException, InvalidWireShapeException {
    Candidate candidate = Candidate.of(jar);
    String text =
        shapeFile.isPresent()
            ? WireShapeFile.text(shapeFile.get())
            : WireShapeFile.textFor(candidate.jar());
    return new Verification(candidate, text);
  }

  /** Only these rules; all unless set. */
  public Verification rules(List<Rule> value) {
    this.rules = List.copyOf(value);
    return this;
  }

  /** Breaches that are accepted for now. */
  public Verification waivers(Waivers value) {
    this.waivers = value;
    return this;
  }

  /** Multiplies everything that is waited for; 1 unless set. */
  public Verification timeoutFactor(double value) {
    if (!(value > 0 && value <= 100)) {
      throw new IllegalArgumentException("The timeout factor is a number over 0, at most 100.");
    }
    this.timeoutFactor = value;
    return this;
  }

  public Verification progress(Progress value) {
    this.progress = value;
    return this;
  }

  /** Runs the rules, without waivers and report. */
  public List<RuleResult> results() {
    return new Supervisor(candidate.jar(), shape, timeoutFactor, progress).check(rules);
  }

  /** Runs the rules. */
  public Report run() {
    Instant start = Instant.now();
    long nanos = System.nanoTime();
    List<RuleResult> results = results();
    return Report.of(
        KitVersion.current(),
        candidate,
        start,
        (System.nanoTime() - nanos) / 1_000_000,
        rules,
        waivers.apply(results, start));
  }
}
