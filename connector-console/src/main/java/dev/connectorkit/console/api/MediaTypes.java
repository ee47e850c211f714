package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The API speaks JSON but for a few files, and says so when it is asked otherwise. */
final class MediaTypes {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  static final String YAML = "application/yaml";
  static final String JAR = "application/java-archive";

  private MediaTypes() {}

  /** RFC 9110 §12.5.1; what is asked for with a weight of zero is not wanted. */
  static void requireAccepted(Context context, String type) {
    String accept = context.header("Accept");
    if (accept != null
        && !accept.isBlank()
        && Arrays.stream(accept.split(",")).noneMatch(range -> takes(range, type))) {
      throw new ConsoleException(
          ConsoleError.NOT_ACCEPTABLE,
          "The answer is of the type " + type + ". Accept that, or send no header 'Accept'.");
    }
  }

  static void requireBody(Context context, Set<String> types) {
    if (!types.contains(name(String.valueOf(context.header("Content-Type"))))) {
      throw new ConsoleException(
          ConsoleError.UNSUPPORTED_MEDIA_TYPE,
          "The body must be of the type "
              + types.stream().sorted().collect(Collectors.joining(" or "))
              + ", and the header 'Content-Type' must say so.");
    }
  }

  private static boolean takes(String range, String type) {
    String whole = type.substring(0, type.indexOf('/')) + "/*";
    return Set.of("*/*", whole, type).contains(name(range))
        && Arrays.stream(range.split(";"))
            .skip(1)
            .map(parameter -> parameter.replace(" ", "").toLowerCase(Locale.ROOT))
            .noneMatch(parameter -> parameter.matches("q=0(\\.0*)?"));
  }

  private static String name(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
