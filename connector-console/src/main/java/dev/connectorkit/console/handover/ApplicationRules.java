package dev.connectorkit.console.handover;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConfigProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What an application must be like. */
public final class ApplicationRules {

  public static final int MOST = 200;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_ADDRESSES = 20;
  private static final int LONGEST_ADDRESS = 1_000;
  private static final int MOST_INSTANCES = 200;

  private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  // An address that has one of these would have it twice.
  private static final Pattern ANSWERED =
      Pattern.compile("(?:^|.*&)(?:code|state|iss|error|error_description)(?:[=&].*|$)");

  private ApplicationRules() {}

  /**
   * The same, without what nobody meant: blanks around, empty lines, repetitions.
   *
   * @throws ConsoleException with {@link ConsoleError#INVALID} and all that is wrong, by pointers
   */
  public static ApplicationChange checked(ApplicationChange given) {
    var problems = new ArrayList<ConfigProblem>();
    Optional<String> name = rule(problems, "/name", () -> name(given.name()));
    Optional<List<String>> addresses =
        rule(problems, "/redirectUris", () -> addresses(given.redirectUris()));
    if (addresses.isPresent()) {
      checkAddresses(problems, given.redirectUris());
    }
    Optional<List<String>> instances =
        rule(problems, "/instances", () -> instances(given.instances()));
    if (!problems.isEmpty()) {
      throw new ConsoleException(ConsoleError.INVALID, problems.get(0).message(), problems);
    }
    return new ApplicationChange(
        name.orElseThrow(), addresses.orElseThrow(), instances.orElseThrow());
  }

  private static <T> Optional<T> rule(
      List<ConfigProblem> problems, String pointer, Supplier<T> rule) {
    try {
      return Optional.of(rule.get());
    } catch (ConsoleException e) {
      problems.add(new ConfigProblem(pointer, "usable", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static List<String> addresses(List<String> given) {
    List<String> addresses = tidy(given);
    if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
      throw invalid("Enter 1 to " + MOST_ADDRESSES + " redirect URIs, one per line.");
    }
    return addresses;
  }

  /** Each by the place that it was given at, so that all are told at once. */
  private static void checkAddresses(List<ConfigProblem> problems, List<String> given) {
    for (int i = 0; i < given.size(); i++) {
      String address = given.get(i).strip();
      if (!address.isEmpty()) {
        rule(problems, "/redirectUris/" + i, () -> checkedAddress(address));
      }
    }
  }

  private static List<String> instances(List<String> given) {
    List<String> instances = tidy(given);
    if (instances.isEmpty() || instances.size() > MOST_INSTANCES) {
      throw invalid("Choose 1 to " + MOST_INSTANCES + " instances that it may use.");
    }
    if (!instances.stream().allMatch(id -> INSTANCE.matcher(id).matches())) {
      throw invalid("The id of an instance has 1 to 63 of a-z, 0-9 and '-'.");
    }
    return instances;
  }

  private static String name(String name) {
    String shown = name.strip();
    if (shown.isEmpty() || shown.length() > LONGEST_NAME || !isVisible(shown)) {
      throw invalid(
          "The name must have 1 to " + LONGEST_NAME + " characters, all of them visible.");
    }
    return shown;
  }

  private static boolean isVisible(String text) {
    return text.codePoints()
        .noneMatch(
            character ->
                switch (Character.getType(character)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
  }

  /** RFC 6749 §3.1.2, RFC 8252 §8.3: https, or http on the person's own machine. */
  private static String checkedAddress(String text) {
    URI uri = parse(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host));
    if (uri.getHost() == null || !secure) {
      throw invalid(
          "The redirect URI '"
              + text
              + "' must begin with https://, or with http://localhost for a program on one's own"
              + " machine.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw invalid("The redirect URI '" + text + "' must have no user and no '#'.");
    }
    if (uri.getRawQuery() != null && ANSWERED.matcher(uri.getRawQuery()).matches()) {
      throw invalid(
          "The redirect URI '" + text + "' must not have a parameter that the answer brings.");
    }
    return text;
  }

  private static URI parse(String text) {
    boolean plain =
        text.length() <= LONGEST_ADDRESS && text.chars().allMatch(c -> c > ' ' && c < 127);
    try {
      if (plain) {
        return new URI(text).parseServerAuthority();
      }
    } catch (URISyntaxException e) {
      // As below.
    }
    throw invalid(
        "A redirect URI must be one of at most "
            + LONGEST_ADDRESS
            + " characters, all of them ASCII, such as https://app.example.com/callback.");
  }

  private static List<String> tidy(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  private static ConsoleException invalid(String message) {
    return new ConsoleException(ConsoleError.INVALID, message);
  }
}
