package dev.connectorkit.console;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a console answers, taken from itself, as addresses that can be asked for. */
final class ConsoleRoutes {

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  /**
   * One of them.
   *
   * @param path as it is registered, such as {@code /admin/instances/{id}/try}
   * @param target the same with ids in it
   */
  record Route(String path, String target) {}

  private ConsoleRoutes() {}

  /**
   * @param method such as GET
   * @param paths a regular expression for the paths that are wanted
   * @param ids what stands for a parameter, by the path up to its end, such as {@code
   *     /admin/instances/{id}}
   */
  static List<Route> of(
      ConsoleServer console, String method, String paths, UnaryOperator<String> ids) {
    return console.routes().stream()
        .filter(route -> route.startsWith(method + " "))
        .map(route -> route.substring(method.length() + 1))
        .filter(path -> path.matches(paths))
        .map(path -> new Route(path, target(path, ids)))
        .toList();
  }

  /** Ids of things that exist; a route that nobody thought of is an error. */
  static UnaryOperator<String> existing(Map<String, String> ids) {
    return upTo -> {
      String id = ids.get(upTo);
      if (id == null) {
        throw new AssertionError("Which id is to stand in the route " + upTo + "?");
      }
      return id;
    };
  }

  private static String target(String path, UnaryOperator<String> ids) {
    var target = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(path);
    while (parameter.find()) {
      parameter.appendReplacement(
          target, Matcher.quoteReplacement(ids.apply(path.substring(0, parameter.end()))));
    }
    return parameter.appendTail(target).toString();
  }
}
