package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The API speaks JSON, and says so when it is asked otherwise. */
final class MediaTypes {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String YAML = "application/yaml";

  private static final Set<String> ACCEPTED = Set.of("*/*", "application/*", JSON);

  private MediaTypes() {}

  /** RFC 9110 §12.5.1; what is asked for with a weight of zero is not wanted. */
  static void requireJsonAccepted(Context context) {
    String accept = context.header("Accept");
    if (accept != null
        && !accept.isBlank()
        && !Arrays.stream(accept.split(",")).anyMatch(MediaTypes::isJson)) {
      throw new ConsoleException(
          ConsoleError.NOT_ACCEPTABLE,
          "The API answers in JSON. Send 'Accept: application/json', or no such header.");
    }
  }

  static void requireJsonBody(Context context) {
    String type = String.valueOf(context.header("Content-Type"));
    if (!name(type).equals(JSON)) {
      throw new ConsoleException(
          ConsoleError.UNSUPPORTED_MEDIA_TYPE,
          "The body must be JSON. Send it with 'Content-Type: application/json'.");
    }
  }

  private static boolean isJson(String range) {
    return ACCEPTED.contains(name(range))
        && Arrays.stream(range.split(";"))
            .skip(1)
            .map(parameter -> parameter.replace(" ", "").toLowerCase(Locale.ROOT))
            .noneMatch(parameter -> parameter.matches("q=0(\\.0*)?"));
  }

  private static String name(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
