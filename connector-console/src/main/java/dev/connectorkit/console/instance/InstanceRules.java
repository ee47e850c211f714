package dev.connectorkit.console.instance;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What ids, names and the number of instances must be like. */
public final class InstanceRules {

  public static final int MOST = 200;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String RESERVED = "new";
  private static final int LONGEST_NAME = 100;

  private InstanceRules() {}

  static String id(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The id must have 1 to 63 of a-z, 0-9 and '-', and not begin with '-'.");
    }
    return id;
  }

  /** For a new one: beside what an id must be like, it must not hide a page of the console. */
  public static String newId(String id) {
    if (id(id).equals(RESERVED)) {
      throw new ConsoleException(
          ConsoleError.INVALID, "The id 'new' is in use by this console. Choose another.");
    }
    return id;
  }

  public static String name(String name) {
    String shown = name.strip();
    if (shown.length() > LONGEST_NAME || shown.codePoints().anyMatch(InstanceRules::invisible)) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The name must have at most " + LONGEST_NAME + " characters, all of them visible.");
    }
    return shown;
  }

  /**
   * All that is wrong with what an instance is called, by pointers into {@code {"id", "name"}}.
   *
   * @param id of a new one; empty for one that has its id
   * @param taken those that cannot be chosen any more
   */
  public static List<ConfigProblem> problems(Optional<String> id, String name, Set<String> taken) {
    var problems = new ArrayList<ConfigProblem>();
    id.ifPresent(
        given ->
            collect(
                problems,
                "/id",
                () -> {
                  newId(given);
                  if (taken.contains(given)) {
                    throw taken(given);
                  }
                }));
    collect(problems, "/name", () -> name(name));
    return problems;
  }

  private static void collect(List<ConfigProblem> problems, String pointer, Runnable rule) {
    try {
      rule.run();
    } catch (ConsoleException e) {
      problems.add(new ConfigProblem(pointer, "usable", String.valueOf(e.getMessage())));
    }
  }

  static void room(List<InstanceRow> all, String id) {
    if (all.stream().anyMatch(row -> row.id().equals(id))) {
      throw taken(id);
    }
    if (all.size() >= MOST) {
      throw full();
    }
  }

  public static ConsoleException full() {
    return new ConsoleException(
        ConsoleError.INVALID, "More than " + MOST + " instances cannot be. Remove one first.");
  }

  public static ConsoleException readOnly(String id) {
    return new ConsoleException(
        ConsoleError.READ_ONLY,
        "The instance '" + id + "' is kept in the file of instances, and is changed there.");
  }

  /** Of one that is not in the database. */
  static ConsoleException elsewhere(String id, InstanceSources sources) {
    return sources.manages(id) ? readOnly(id) : notFound();
  }

  static ConsoleException notFound() {
    return new ConsoleException(ConsoleError.NOT_FOUND, "There is no instance of this id.");
  }

  static ConsoleException taken(String id) {
    return new ConsoleException(
        ConsoleError.CONFLICT, "There is an instance '" + id + "' already. Choose another id.");
  }

  private static boolean invisible(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT
        || Character.getType(character) == Character.SURROGATE
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }
}
