package dev.connectorkit.testkit.report;

import dev.connectorkit.testkit.report.Report.Line;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report for a terminal. */
public final class Summary {

  private static final int WIDTH = 96;
  private static final int MAX_FINDINGS = 3;
  private static final List<Verdict> COLUMNS =
      List.of(
          Verdict.PASS,
          Verdict.FAIL,
          Verdict.NOT_REACHED,
          Verdict.WARN,
          Verdict.NOT_APPLICABLE,
          Verdict.WAIVED);

  private Summary() {}

  public static String of(Report report) {
    var text = new StringBuilder();
    Optional<Line> first = report.startHere().filter(line -> report.rules().size() > 1);
    first.ifPresent(
        line ->
            text.append(
                    "START HERE: an ordinary sign-in does not work, and most of what is below"
                        + " follows from that.\n")
                .append(detail(line)));
    for (Line line : report.rules()) {
      boolean told = first.filter(line::equals).isPresent();
      if (!told && line.verdict() != Verdict.PASS && line.verdict() != Verdict.NOT_APPLICABLE) {
        text.append(detail(line));
      }
    }
    text.append(table(report));
    report.staleWaivers().forEach(stale -> text.append(stale).append('\n'));
    text.append(closing(report));
    return text.toString();
  }

  /** What happened, why it matters and what to change, for one rule. */
  public static String detail(Line line) {
    var text = new StringBuilder();
    text.append(
        "%s  %s  %s%n"
            .formatted(
                line.verdict().words().toUpperCase(java.util.Locale.ROOT),
                line.id(),
                line.title()));
    if (line.findings().isEmpty()) {
      text.append(wrap("  ", line.reason()));
    }
    List<Finding> findings = line.findings();
    for (Finding finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
      text.append(wrap("  case:     ", finding.what()));
      text.append(wrap("  expected: ", finding.expected()));
      text.append(wrap("  but:      ", finding.got()));
      finding.wire().forEach(wire -> text.append("    ").append(wire).append('\n'));
    }
    if (findings.size() > MAX_FINDINGS) {
      text.append("  and in ").append(findings.size() - MAX_FINDINGS).append(" more cases\n");
    }
    text.append(wrap("  source:   ", line.clause()));
    text.append(wrap("  to do:    ", line.toDo()));
    return text.append('\n').toString();
  }

  private static String table(Report report) {
    var text = new StringBuilder("%-28s".formatted(""));
    COLUMNS.forEach(verdict -> text.append("%15s".formatted(verdict.words())));
    text.append('\n');
    for (Group group : Group.values()) {
      List<Line> lines =
          report.rules().stream().filter(line -> line.group().equals(group.name())).toList();
      if (!lines.isEmpty()) {
        text.append("%-28s".formatted(group.title()));
        for (Verdict verdict : COLUMNS) {
          long count = lines.stream().filter(line -> line.verdict() == verdict).count();
          text.append("%15s".formatted(count == 0 ? "" : count));
        }
        text.append('\n');
      }
    }
    text.append("%-28s".formatted("all"));
    COLUMNS.forEach(verdict -> text.append("%15d".formatted(report.count(verdict))));
    return text.append("\n\n").toString();
  }

  /**
   * What a build passes over in silence: warnings and waivers by rule, what is left out by reason.
   */
  public static String notes(Report report) {
    var text = new StringBuilder();
    report.rules().stream()
        .filter(line -> line.verdict() == Verdict.WARN || line.verdict() == Verdict.WAIVED)
        .forEach(
            line ->
                text.append(line.verdict().words())
                    .append(' ')
                    .append(line.id())
                    .append(": ")
                    .append(line.reason())
                    .append('\n'));
    report.rules().stream()
        .filter(line -> line.verdict() == Verdict.NOT_APPLICABLE)
        .collect(
            Collectors.groupingBy(
                Line::reason,
                LinkedHashMap::new,
                Collectors.mapping(Line::id, Collectors.joining(" "))))
        .forEach(
            (reason, ids) ->
                text.append("not applicable ")
                    .append(ids)
                    .append(": ")
                    .append(reason)
                    .append('\n'));
    return text.toString();
  }

  /** The jar, how it fared, and the level, in one line. */
  public static String closing(Report report) {
    String plugin =
        "%s %s (sha256 %s)"
            .formatted(
                report.plugin().id(),
                report.plugin().version(),
                report.plugin().sha256().substring(0, 12));
    long broken = report.count(Verdict.HARNESS_ERROR);
    String end =
        switch (report.exitCode()) {
          case Report.CLEAN -> report.complete() ? "conforms." : "conforms, as far as was asked.";
          case Report.FAILURES -> "does not conform.";
          case Report.STALE_WAIVERS -> "conforms, but a waiver has to go.";
          default ->
              broken > 0
                  ? "could not be judged: the kit failed in " + broken + " rules."
                  : "could not be judged: no rule was checked.";
        };
    return "%s %s%s %d %s, %.1f s, kit %s, rule set %s.%n"
        .formatted(
            plugin,
            end,
            report.complete() ? " Level reached: " + levelName(report.level()) + "." : "",
            report.rules().size(),
            report.rules().size() == 1 ? "rule" : "rules",
            report.durationMillis() / 1000.0,
            report.kitVersion(),
            report.ruleSet());
  }

  /** The name of a level. */
  public static String levelName(int level) {
    return switch (level) {
      case 1 -> "L1 Loads";
      case 2 -> "L2 Works";
      case 3 -> "L3 Safe";
      case 4 -> "L4 Robust";
      default -> "none";
    };
  }

  private static String wrap(String label, String text) {
    var lines = new StringBuilder();
    var line = new StringBuilder(label);
    String indent = " ".repeat(label.length());
    for (String word : text.split("\\s+")) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        lines.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    return lines.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
