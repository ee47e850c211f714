package dev.connectorkit.testkit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.report.Report.Line;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import dev.connectorkit.testkit.rule.Verdict;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The report as one page that needs nothing beside itself, not even a script. */
public final class HtmlReport {

  private static final int MAX_FINDINGS = 10;
  private static final List<Verdict> COLUMNS =
      List.of(
          Verdict.PASS,
          Verdict.FAIL,
          Verdict.NOT_REACHED,
          Verdict.WARN,
          Verdict.WAIVED,
          Verdict.NOT_APPLICABLE);
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Report report;

  private HtmlReport(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    var output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render("report.jte", Map.of("page", new HtmlReport(report), "report", report), output);
    return output.toString();
  }

  /** A level of the badge. */
  public record LevelRow(String name, String state, String tone) {}

  /** A number of verdicts. */
  public record Cell(String text, String tone) {}

  /** A group with its numbers and rules. */
  public record GroupRow(String anchor, String title, List<Cell> cells, List<RuleRow> rules) {}

  /** A rule with its result. */
  public record RuleRow(Line line, String tone, List<Rule.Source> sources) {

    public boolean open() {
      return line.verdict().isFailure() || line.verdict() == Verdict.HARNESS_ERROR;
    }

    public boolean showFix() {
      return line.verdict() != Verdict.PASS && line.verdict() != Verdict.NOT_APPLICABLE;
    }

    public List<Finding> findings() {
      return line.findings().subList(0, Math.min(MAX_FINDINGS, line.findings().size()));
    }

    public String tried() {
      return line.cases() == 0
          ? "nothing"
          : "%d %s in %d ms"
              .formatted(line.cases(), line.cases() == 1 ? "case" : "cases", line.durationMillis());
    }
  }

  public String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The style of the report is not readable.", e);
    }
  }

  public String tone() {
    return switch (report.exitCode()) {
      case Report.CLEAN -> "good";
      case Report.STALE_WAIVERS -> "warn";
      default -> "bad";
    };
  }

  public String outcome() {
    return switch (report.exitCode()) {
      case Report.CLEAN -> "It conforms.";
      case Report.FAILURES ->
          "It does not conform: of %d rules %d failed and %d could not be reached."
              .formatted(
                  report.rules().size(),
                  report.count(Verdict.FAIL),
                  report.count(Verdict.NOT_REACHED));
      case Report.STALE_WAIVERS -> "It conforms, but a waiver has to go.";
      default -> "It could not be judged.";
    };
  }

  public String levelSentence() {
    return report.complete()
        ? "Level reached: " + Summary.levelName(report.level()) + "."
        : "Not all rules were run, so no level is reached.";
  }

  /** The id of the rule to begin with; null where every broken rule stands for itself. */
  public @Nullable String startHere() {
    return report.startHere().map(Line::id).orElse(null);
  }

  public String when() {
    return WHEN.format(Instant.parse(report.startedAt()));
  }

  public String duration() {
    return "%.1f s".formatted(report.durationMillis() / 1000.0);
  }

  public List<LevelRow> levels() {
    return IntStream.rangeClosed(1, 4).mapToObj(this::level).toList();
  }

  private LevelRow level(int level) {
    List<Line> lines = report.rules().stream().filter(line -> line.level() == level).toList();
    long broken = lines.stream().filter(line -> line.verdict().isFailure()).count();
    if (!report.complete()) {
      return new LevelRow(Summary.levelName(level), "not fully run", "calm");
    }
    if (broken > 0) {
      return new LevelRow(
          Summary.levelName(level), broken + (broken == 1 ? " rule" : " rules") + " broken", "bad");
    }
    return report.level() >= level
        ? new LevelRow(Summary.levelName(level), "reached", "good")
        : new LevelRow(Summary.levelName(level), "a level below is missing", "calm");
  }

  public List<String> columns() {
    return COLUMNS.stream().map(Verdict::words).toList();
  }

  public List<GroupRow> groups() {
    List<GroupRow> rows = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Line> lines =
          report.rules().stream().filter(line -> line.group().equals(group.name())).toList();
      if (!lines.isEmpty()) {
        rows.add(
            new GroupRow(
                "group-" + group.name(),
                group.title(),
                COLUMNS.stream().map(verdict -> cell(lines, verdict)).toList(),
                lines.stream().map(HtmlReport::row).toList()));
      }
    }
    return rows;
  }

  /** The rules that keep the run from ending well. */
  public List<RuleRow> broken() {
    return groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(RuleRow::open)
        .toList();
  }

  private static Cell cell(List<Line> lines, Verdict verdict) {
    long count = lines.stream().filter(line -> line.verdict() == verdict).count();
    return count == 0
        ? new Cell("", "")
        : new Cell(String.valueOf(count), verdict.isFailure() ? "bad" : "");
  }

  private static RuleRow row(Line line) {
    try {
      return new RuleRow(line, tone(line.verdict()), Catalogue.current().rule(line.id()).sources());
    } catch (UnknownRuleException e) {
      throw new IllegalStateException("A report is about rules of the catalogue.", e);
    }
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "good";
      case FAIL, NOT_REACHED, HARNESS_ERROR -> "bad";
      case WARN, WAIVED -> "warn";
      case NOT_APPLICABLE -> "calm";
    };
  }
}
