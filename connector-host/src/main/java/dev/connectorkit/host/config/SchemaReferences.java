package dev.connectorkit.host.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The references of a schema: they stay within it, they do not turn in a circle, and what they
 * amount to when followed is bounded. Otherwise a small schema could keep a thread busy for ever.
 */
final class SchemaReferences {

  private static final int MAX_FOLLOWED = 20_000;

  // Their content is data, in which a "$ref" means nothing.
  private static final Set<String> DATA = Set.of("enum", "const", "default", "examples");

  private final JsonNode root;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Deque<String> following = new ArrayDeque<>();

  private SchemaReferences(JsonNode root) {
    this.root = root;
  }

  static void check(JsonNode root) {
    new SchemaReferences(root).size(root, "", false);
  }

  /** The node that a checked reference points at. */
  static JsonNode target(JsonNode root, String reference) {
    return root.at(JsonPointer.compile(reference.substring(1)));
  }

  /** How many nodes a validator visits at most. */
  private int size(JsonNode node, String pointer, boolean names) {
    int size = 1;
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        size = sum(size, size(node.get(i), pointer + "/" + i, false));
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      String here = pointer + "/" + name;
      if (names || !DATA.contains(name)) {
        boolean keyword = !names;
        if (keyword && name.equals("$ref")) {
          size = sum(size, followed(member.getValue(), here));
        } else if (keyword && name.equals("$id") && !pointer.isEmpty()) {
          throw SchemaReader.invalid(
              "The \"$id\" at " + here + " would lead references out of the schema.");
        } else {
          size = sum(size, size(member.getValue(), here, keyword && hasNames(name)));
        }
      }
    }
    return size;
  }

  private static boolean hasNames(String keyword) {
    return keyword.equals("properties")
        || keyword.equals("definitions")
        || keyword.equals("patternProperties")
        || keyword.equals("dependencies");
  }

  private int followed(JsonNode reference, String here) {
    String text = reference.asText();
    if (!reference.isTextual() || !(text.equals("#") || text.startsWith("#/"))) {
      throw SchemaReader.invalid(
          "The reference at " + here + " leaves the schema; write it as #/definitions/….");
    }
    Integer known = sizes.get(text);
    if (known != null) {
      return known;
    }
    if (following.contains(text)) {
      throw SchemaReader.invalid("The reference at " + here + " turns in a circle.");
    }
    JsonNode target = target(text, here);
    following.push(text);
    int size = size(target, text.substring(1), false);
    following.pop();
    sizes.put(text, size);
    return size;
  }

  private JsonNode target(String reference, String here) {
    try {
      JsonNode target = target(root, reference);
      if (target.isObject() || target.isBoolean()) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // No JSON pointer: reported like one that leads nowhere.
    }
    throw SchemaReader.invalid("The reference at " + here + " leads to no schema.");
  }

  private static int sum(int one, int other) {
    if (one + other > MAX_FOLLOWED) {
      throw SchemaReader.invalid(
          "With its references followed it has more than " + MAX_FOLLOWED + " parts.");
    }
    return one + other;
  }
}
