package dev.connectorkit.testkit.report;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page {@code docs/rules.md}: every rule, made from the catalogue. */
public final class RuleReference {

  private RuleReference() {}

  public static String markdown() {
    var page = new StringBuilder();
    page.append("# Conformance rules\n\n");
    page.append(
        "Generated from the catalogue of the kit, rule set %s: %d rules. How to run them, and what the verdicts and levels mean, is in [Conformance](conformance.md).%n%n"
            .formatted(Catalogue.RULE_SET, Catalogue.current().rules().size()));
    page.append("| group | rules |\n|---|---|\n");
    for (Group group : Group.values()) {
      page.append(
          "| [%s](#%s) | %s |%n"
              .formatted(
                  group.title(),
                  anchor(group.title()),
                  of(group).stream()
                      .map(rule -> "[%s](#%s)".formatted(rule.id(), anchor(rule.id())))
                      .collect(Collectors.joining(" "))));
    }
    for (Group group : Group.values()) {
      page.append("%n## %s%n".formatted(group.title()));
      of(group).forEach(rule -> page.append(section(rule)));
    }
    return page.toString();
  }

  private static List<Rule> of(Group group) {
    return Catalogue.current().rules().stream().filter(rule -> rule.group() == group).toList();
  }

  private static String section(Rule rule) {
    var section = new StringBuilder();
    section.append("%n### %s%n%n".formatted(rule.id()));
    section.append(
        "**%s.** %s, L%d, applies %s%s.%n%n"
            .formatted(
                rule.title(),
                rule.strength(),
                rule.level(),
                RuleText.applies(rule),
                rule.kind() == Rule.Kind.REQUIRED
                    ? ""
                    : ", " + rule.kind().name().toLowerCase(Locale.ROOT)));
    section.append(
        "- Source: %s%n"
            .formatted(
                rule.sources().stream()
                    .map(RuleReference::link)
                    .collect(Collectors.joining("; "))));
    section.append("- The kit: %s%n".formatted(rule.provocation()));
    if (rule.reach() != null) {
      section.append("- Must be reached: %s%n".formatted(rule.reach()));
    }
    if (rule.forbid() != null) {
      section.append("- Forbidden: %s%n".formatted(rule.forbid()));
    }
    section.append("- Expected: %s%n".formatted(rule.expected()));
    section.append("- To fix: %s%n".formatted(rule.fix()));
    return section.toString();
  }

  private static String link(Rule.Source source) {
    return source.url() == null ? source.text() : "[%s](%s)".formatted(source.text(), source.url());
  }

  /** As Markdown renderers make it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }
}
