package dev.connectorkit.testkit.report;

import dev.connectorkit.testkit.rule.Rule;
import java.util.Locale;

/** One rule in plain text. */
public final class RuleText {

  private RuleText() {}

  public static String of(Rule rule) {
    var text = new StringBuilder();
    text.append("%s  %s%n%n".formatted(rule.id(), rule.title()));
    row(text, "strength", rule.strength().name());
    row(text, "level", "L" + rule.level());
    row(text, "kind", rule.kind().name().toLowerCase(Locale.ROOT));
    row(text, "applies", applies(rule));
    rule.sources()
        .forEach(
            source ->
                row(
                    text,
                    "source",
                    source.url() == null ? source.text() : source.text() + "  " + source.url()));
    row(text, "the kit", rule.provocation());
    if (rule.reach() != null) {
      row(text, "must reach", rule.reach());
    }
    if (rule.forbid() != null) {
      row(text, "forbidden", rule.forbid());
    }
    row(text, "expected", rule.expected());
    row(text, "to fix", rule.fix());
    return text.toString();
  }

  /** When a rule applies, in words. */
  public static String applies(Rule rule) {
    return switch (rule.applies()) {
      case ALWAYS -> "to every connector";
      case PKCE -> "where PKCE is declared";
      case PKCE_TAKEN -> "where the provider takes PKCE";
      case ID_TOKEN -> "where ID Tokens are declared or issued";
      case ID_TOKEN_AND_USER_INFO -> "where ID Tokens are issued and userinfo is read";
      case USER_INFO -> "where userinfo is read";
      case RESOURCES -> "where further addresses are read";
      case DISCOVERY -> "where a discovery document is read";
      case ISSUER -> "where the provider has an issuer";
      case SECRET -> "where the client has a secret";
      case REFRESH -> "where refreshing is declared";
      case REFRESH_AND_ID_TOKEN -> "where refreshing is declared and ID Tokens are issued";
      case REVOKE -> "where revoking is declared";
    };
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("  %-12s%s%n".formatted(name, value));
  }
}
