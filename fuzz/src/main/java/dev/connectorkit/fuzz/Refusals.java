package dev.connectorkit.fuzz;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What holds for every failure, whoever provoked it. */
final class Refusals {

  /** Part of every secret on this side, and of nothing else. */
  static final String CANARY = "canary";

  /** Part of the tokens that a provider issues, in the corpus. */
  static final String SESAME = "sesame";

  private static final int MAX_MESSAGE = 64 * 1024;

  private Refusals() {}

  static void check(ConnectorException refusal) {
    if (refusal.error() == ConnectorError.UNEXPECTED) {
      throw new Finding("A failure nobody foresaw.", refusal);
    }
    checkText(refusal);
    refusal.providerError().ifPresent(text -> checkProviderText(text, 100));
    refusal.providerErrorDescription().ifPresent(text -> checkProviderText(text, 300));
    Finding.unless(
        refusal.retryAfter().filter(wait -> wait.isNegative()).isEmpty(), "A wait into the past.");
  }

  /** No secret, in the message or that of any cause; and no end of text. */
  static void checkText(Throwable refusal) {
    String message = refusal.getMessage();
    Finding.unless(message != null && !message.isBlank(), "A refusal without a word.");
    Finding.unless(message.length() <= MAX_MESSAGE, "A message without an end.");
    var trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    for (String secret : List.of(CANARY, SESAME)) {
      Finding.unless(!trace.toString().contains(secret), "A secret in a failure: " + trace);
    }
  }

  private static void checkProviderText(String text, int max) {
    Finding.unless(text.codePointCount(0, text.length()) <= max, "A provider's text is not cut.");
    Finding.unless(
        text.codePoints().noneMatch(Character::isISOControl), "A provider's text is not cleaned.");
  }
}
