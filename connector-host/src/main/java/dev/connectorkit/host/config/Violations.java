package dev.connectorkit.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.spi.ConfigProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.everit.json.schema.ValidationException;

/**
 * Says what is wrong in words made from the schema. The validator's own messages quote the value,
 * which may be a secret, and point at the parent of a missing property.
 */
final class Violations {

  // The one thing taken from a message of the validator: a property's name.
  private static final Pattern NAME =
      Pattern.compile("(?:required|extraneous) key \\[(.*)] (?:not found|is not permitted)");
  private static final int MAX_NAME = 100;

  private Violations() {}

  static List<ConfigProblem> flatten(ValidationException root, JsonNode schema) {
    var problems = new ArrayList<ConfigProblem>();
    collect(root, schema, problems);
    return problems.stream()
        .distinct()
        .filter(problem -> !isSaidBetter(problem, problems))
        .sorted(Comparator.comparing(ConfigProblem::pointer).thenComparing(ConfigProblem::keyword))
        .toList();
  }

  /** One mistake in a text often breaks its pattern and another rule, which says more. */
  private static boolean isSaidBetter(ConfigProblem problem, List<ConfigProblem> all) {
    return problem.keyword().equals("pattern")
        && all.stream()
            .anyMatch(
                other ->
                    other.pointer().equals(problem.pointer())
                        && !other.keyword().equals("pattern"));
  }

  /** A member of the object at a pointer that nothing in the schema names. */
  static ConfigProblem unknown(String pointer, String key) {
    String where =
        pointer + "/" + escaped(key.length() > MAX_NAME ? key.substring(0, MAX_NAME) : key);
    return new ConfigProblem(
        where,
        "additionalProperties",
        "'" + where.substring(1) + "' " + rule("additionalProperties", MissingNode.getInstance()));
  }

  private static void collect(
      ValidationException violation, JsonNode schema, List<ConfigProblem> problems) {
    if (violation.getCausingExceptions().isEmpty()) {
      problems.add(problem(violation, schema));
    }
    violation.getCausingExceptions().forEach(cause -> collect(cause, schema, problems));
  }

  private static ConfigProblem problem(ValidationException violation, JsonNode schema) {
    String keyword = violation.getKeyword() == null ? "schema" : violation.getKeyword();
    String pointer = violation.getPointerToViolation().replaceFirst("^#", "");
    Matcher name = NAME.matcher(String.valueOf(violation.getErrorMessage()));
    if (name.find()) {
      String key = name.group(1);
      pointer += "/" + escaped(key.length() > MAX_NAME ? key.substring(0, MAX_NAME) : key);
    }
    String subject = pointer.isEmpty() ? "The config" : "'" + pointer.substring(1) + "'";
    JsonNode node = node(schema, pointer);
    JsonNode names = names(schema, pointer);
    if (!node.has(keyword) && names.has(keyword)) {
      return new ConfigProblem(
          pointer, keyword, "The name " + subject + " " + rule(keyword, names));
    }
    return new ConfigProblem(pointer, keyword, subject + " " + rule(keyword, node));
  }

  private static String rule(String keyword, JsonNode node) {
    JsonNode limit = node.path(keyword);
    return switch (keyword) {
      case "required" -> "is required.";
      case "additionalProperties" -> "is not known. Remove it, or check its spelling.";
      case "type" -> "must be of type " + limit.asText("the schema asks for") + ".";
      case "minLength" ->
          limit.asInt() == 1
              ? "must not be empty."
              : "must have at least " + limit.asText() + " characters.";
      case "maxLength" -> "must have at most " + limit.asText() + " characters.";
      case "pattern" -> {
        String words = node.path("x-pattern-message").asText();
        yield words.isEmpty() ? "must match the pattern " + limit.asText() + "." : words;
      }
      case "format" -> format(limit.asText());
      case "enum" -> "must be one of " + limit + ".";
      case "const" -> limit.isMissingNode() ? oneOf(node) : "must be " + limit + ".";
      case "not" -> limit.has("enum") ? "is none that may be given here." : "is not allowed.";
      case "minimum", "exclusiveMinimum" -> "is less than allowed (" + limit.asText() + ").";
      case "maximum", "exclusiveMaximum" -> "is more than allowed (" + limit.asText() + ").";
      case "minItems" -> "must have at least " + limit.asText() + " entries.";
      case "maxItems" -> "must have at most " + limit.asText() + " entries.";
      case "uniqueItems" -> "must not repeat an entry.";
      default -> "breaks the rule '" + keyword + "' of the schema.";
    };
  }

  private static String format(String name) {
    return name.equals(HttpsUri.NAME)
        ? "must be an https address (http only on localhost), without user and fragment."
        : "must have the format " + name + ".";
  }

  /** A choice with labels is a list of constants. */
  private static String oneOf(JsonNode node) {
    return "must be one of "
        + StreamSupport.stream(node.path("oneOf").spliterator(), false)
            .map(option -> option.path("const").toString())
            .toList()
        + ".";
  }

  /** The subschema for the names among which a pointer's last segment is. */
  private static JsonNode names(JsonNode schema, String pointer) {
    int last = pointer.lastIndexOf('/');
    return last < 0
        ? schema.path("propertyNames")
        : node(schema, pointer.substring(0, last)).path("propertyNames");
  }

  /** The subschema of a property; missing where it cannot be told from the pointer alone. */
  private static JsonNode node(JsonNode schema, String pointer) {
    JsonNode node = schema;
    for (String segment : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
      String name = segment.replace("~1", "/").replace("~0", "~");
      JsonNode object = node;
      JsonNode known = object.path("properties").path(name);
      JsonNode member = known.isMissingNode() ? object.path("additionalProperties") : known;
      node = name.matches("\\d+") && object.has("items") ? object.path("items") : member;
    }
    return node;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
