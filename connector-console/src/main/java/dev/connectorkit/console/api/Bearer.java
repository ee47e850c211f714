package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.console.operator.ApiToken;
import dev.connectorkit.console.operator.ApiTokens;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets programs in, by the one header {@code Authorization}: no cookie, so no other site's page can
 * make a browser send it, and no parameter, so it is in no log of addresses (RFC 6750 §2, §5.3).
 */
final class Bearer {

  private static final Pattern HEADER = Pattern.compile("(?i:Bearer) +([^ ]+) *");

  private final ApiTokens tokens;

  Bearer(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The token of a request.
   *
   * @throws ConsoleException when there is none, or it may not do this
   */
  ApiToken required(Context context, ApiRight right) {
    ApiToken token = required(context);
    if (!token.rights().contains(right)) {
      throw ConsoleException.at(
          right.code(),
          ConsoleError.MISSING_RIGHT,
          "This asks for the right '"
              + right.code()
              + "', which this API token has not. An operator makes one that has it on the page"
              + " /admin/api-tokens.");
    }
    return token;
  }

  private ApiToken required(Context context) {
    List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
    if (headers.isEmpty()) {
      throw new ConsoleException(
          ConsoleError.NO_TOKEN,
          "Send an API token in the header 'Authorization: Bearer …'. An operator makes one on the"
              + " page /admin/api-tokens.");
    }
    Matcher header = HEADER.matcher(headers.get(0));
    if (headers.size() > 1 || !header.matches()) {
      throw wrong();
    }
    return tokens.find(header.group(1)).orElseThrow(Bearer::wrong);
  }

  /** RFC 6750 §3: says what is wrong with a token, and nothing where there was none. */
  static Optional<String> challenge(ConsoleException refusal) {
    return switch (refusal.error()) {
      case NO_TOKEN -> Optional.of("Bearer");
      case WRONG_TOKEN -> Optional.of("Bearer error=\"invalid_token\"");
      case MISSING_RIGHT ->
          Optional.of("Bearer error=\"insufficient_scope\", scope=\"" + refusal.field() + "\"");
      default -> Optional.empty();
    };
  }

  private static ConsoleException wrong() {
    return new ConsoleException(
        ConsoleError.WRONG_TOKEN,
        "This is no API token of this console, or it was revoked, or it has ended. An operator makes"
            + " one on the page /admin/api-tokens.");
  }
}
