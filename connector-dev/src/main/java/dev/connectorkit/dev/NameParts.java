package dev.connectorkit.dev;

import dev.connectorkit.testkit.provider.Person;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members that a name is made of where no single one has it, such as given and family name, in
 * each document that has them all.
 */
final class NameParts {

  private final List<List<DocumentPointer>> all;

  private NameParts(List<List<DocumentPointer>> all) {
    this.all = all;
  }

  /** Those of a shape's person; empty where the profile's name is not made of such parts. */
  static Optional<NameParts> of(WireShape shape, Person person) {
    String name = shape.profile().name();
    if (name == null) {
      return Optional.empty();
    }
    Set<String> documents = new TreeSet<>(shape.resources().keySet());
    documents.add(DocumentPointer.USER_INFO);
    documents.add(DocumentPointer.ID_TOKEN);
    var all = new ArrayList<List<DocumentPointer>>();
    for (String document : documents) {
      Map<String, String> texts = new LinkedHashMap<>();
      collect("", person.document(document), texts);
      List<DocumentPointer> parts = parts(name, document, texts);
      if (parts.size() > 1) {
        all.add(parts);
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new NameParts(all));
  }

  /** The person without a name. */
  Person without(Person person) {
    Person changed = person;
    for (List<DocumentPointer> parts : all) {
      for (DocumentPointer part : parts) {
        changed =
            changed.withDocument(
                part.document(), content -> JsonPointers.without(content, part.pointer()));
      }
    }
    return changed;
  }

  /** The person with another name, whose first word is the first part and whose rest the others. */
  Person with(Person person, String first, String rest) {
    Person changed = person;
    for (List<DocumentPointer> parts : all) {
      for (DocumentPointer part : parts) {
        String value = part.equals(parts.get(0)) ? first : rest;
        changed =
            changed.withDocument(
                part.document(), content -> JsonPointers.with(content, part.pointer(), value));
      }
    }
    return changed;
  }

  /** From the front of the name to its end, always the longest text that fits. */
  private static List<DocumentPointer> parts(
      String name, String document, Map<String, String> texts) {
    var parts = new ArrayList<DocumentPointer>();
    String rest = name;
    while (!rest.isEmpty()) {
      String open = rest + " ";
      Optional<Map.Entry<String, String>> next =
          texts.entrySet().stream()
              .filter(text -> open.startsWith(text.getValue() + " "))
              .max(Map.Entry.comparingByValue(java.util.Comparator.comparingInt(String::length)));
      if (next.isEmpty()) {
        return List.of();
      }
      parts.add(new DocumentPointer(document, next.get().getKey()));
      rest = rest.substring(next.get().getValue().length()).strip();
    }
    return parts;
  }

  private static void collect(String pointer, Object at, Map<String, String> texts) {
    if (at instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              // RFC 6901 §3.
              String name = key.toString().replace("~", "~0").replace("/", "~1");
              collect(pointer + "/" + name, value, texts);
            }
          });
    } else if (at instanceof String text && !text.isBlank()) {
      texts.put(pointer, text);
    }
  }
}
