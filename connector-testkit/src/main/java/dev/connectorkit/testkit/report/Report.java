package dev.connectorkit.testkit.report;

import dev.connectorkit.testkit.check.Candidate;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.OrdinarySignIn;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import dev.connectorkit.testkit.rule.Waivers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one run found. Its JSON is the source of every other form.
 *
 * @param kitVersion the version of the kit
 * @param ruleSet the name of the rule set
 * @param plugin the jar
 * @param startedAt when the run began, in UTC
 * @param durationMillis how long it took
 * @param complete whether all rules of the set were run
 * @param level the level reached, 1 to 4; 0 for none, or for a run of some rules only
 * @param exitCode what the command ends with
 * @param staleWaivers one sentence for each waiver that must go
 * @param rules each rule's result, in the order of the catalogue
 */
public record Report(
    String kitVersion,
    String ruleSet,
    Plugin plugin,
    String startedAt,
    long durationMillis,
    boolean complete,
    int level,
    int exitCode,
    List<String> staleWaivers,
    List<Line> rules) {

  /** All is well. */
  public static final int CLEAN = 0;

  /** A rule is broken, or its point was not reached. */
  public static final int FAILURES = 1;

  /** A waiver is stale, expired or names no rule. */
  public static final int STALE_WAIVERS = 2;

  /** The kit was called in a wrong way, failed itself, or checked nothing. */
  public static final int UNUSABLE = 3;

  private static final int LEVELS = 4;

  public Report {
    staleWaivers = List.copyOf(staleWaivers);
    rules = List.copyOf(rules);
  }

  /** The jar that was examined. */
  public record Plugin(String file, String id, String version, String sha256) {}

  /**
   * One rule's result.
   *
   * @param clause the first source of the rule
   */
  public record Line(
      String id,
      String group,
      int level,
      String title,
      String strength,
      String kind,
      Verdict verdict,
      String reason,
      String clause,
      String fix,
      int cases,
      long durationMillis,
      List<Finding> findings) {

    /** What to change: in the cases that failed where that is known, else what the rule says. */
    public String toDo() {
      String cures =
          findings.stream()
              .map(Finding::cure)
              .filter(cure -> !cure.isEmpty())
              .distinct()
              .map(cure -> cure.endsWith(".") ? cure : cure + ".")
              .collect(Collectors.joining(" "));
      return cures.isEmpty() ? fix : cures;
    }
  }

  /** Puts a report together. */
  public static Report of(
      String kitVersion,
      Candidate candidate,
      Instant start,
      long durationMillis,
      List<Rule> rules,
      Waivers.Applied outcome) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      lines.add(line(rules.get(i), outcome.results().get(i)));
    }
    boolean complete = rules.size() == Catalogue.current().rules().size();
    return new Report(
        kitVersion,
        Catalogue.RULE_SET,
        new Plugin(
            candidate.jar().getFileName().toString(),
            candidate.pluginId(),
            candidate.version(),
            candidate.sha256()),
        start.toString(),
        durationMillis,
        complete,
        complete ? level(lines) : 0,
        exitCode(lines, outcome.stale()),
        outcome.stale(),
        lines);
  }

  /** How many rules have a verdict. */
  public long count(Verdict verdict) {
    return rules.stream().filter(line -> line.verdict() == verdict).count();
  }

  /**
   * The rule to begin with: an ordinary sign-in does not end with the expected profile, and most
   * other rules cannot hold without one.
   */
  public Optional<Line> startHere() {
    return rules.stream()
        .filter(line -> OrdinarySignIn.failed(line.id(), line.verdict(), line.findings()))
        .findFirst();
  }

  private static Line line(Rule rule, RuleResult result) {
    return new Line(
        rule.id(),
        rule.group().name(),
        rule.level(),
        rule.title(),
        rule.strength().name(),
        rule.kind().name().toLowerCase(Locale.ROOT),
        result.verdict(),
        result.reason(),
        rule.sources().get(0).text(),
        rule.fix(),
        result.cases(),
        result.durationMillis(),
        result.findings());
  }

  /** The highest level of which, and of all below, no rule is broken or waived. */
  private static int level(List<Line> lines) {
    int reached = 0;
    for (int level = 1; level <= LEVELS; level++) {
      int wanted = level;
      boolean holds =
          lines.stream()
              .filter(line -> line.level() == wanted)
              .noneMatch(
                  line ->
                      line.verdict().isFailure()
                          || line.verdict() == Verdict.WAIVED
                          || line.verdict() == Verdict.HARNESS_ERROR);
      if (!holds) {
        return reached;
      }
      reached = level;
    }
    return reached;
  }

  private static int exitCode(List<Line> lines, List<String> stale) {
    boolean checked =
        lines.stream()
            .anyMatch(
                line ->
                    line.verdict() != Verdict.NOT_APPLICABLE
                        && line.verdict() != Verdict.HARNESS_ERROR);
    if (!checked || lines.stream().anyMatch(line -> line.verdict() == Verdict.HARNESS_ERROR)) {
      return UNUSABLE;
    }
    if (lines.stream().anyMatch(line -> line.verdict().isFailure())) {
      return FAILURES;
    }
    return stale.isEmpty() ? CLEAN : STALE_WAIVERS;
  }
}
