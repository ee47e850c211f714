package dev.connectorkit.testkit.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The reference connector with one defect. Made by changing its source text or its jar, so that the
 * reference itself stays clean.
 */
final class Mutant {

  private final String rule;
  private final String defect;
  private final List<Edit> edits = new ArrayList<>();
  private final Map<String, Optional<String>> attributes = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private Optional<String> index = Optional.empty();
  private Optional<String> shape = Optional.empty();
  private boolean withoutLibraries;

  private record Edit(String file, String find, String replace) {}

  private Mutant(String rule, String defect) {
    this.rule = rule;
    this.defect = defect;
  }

  /**
   * @param rule the rule that is meant to catch it
   * @param defect what is wrong, in a few words
   */
  static Mutant of(String rule, String defect) {
    return new Mutant(rule, defect);
  }

  /** Replaces a text that occurs once in a source file. */
  Mutant edit(String file, String find, String replace) {
    edits.add(new Edit(file, find, replace));
    return this;
  }

  /** Leaves a manifest attribute out. */
  Mutant withoutAttribute(String name) {
    attributes.put(name, Optional.empty());
    return this;
  }

  Mutant attribute(String name, String value) {
    attributes.put(name, Optional.of(value));
    return this;
  }

  Mutant index(String content) {
    this.index = Optional.of(content);
    return this;
  }

  Mutant entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Another wire shape than the reference's. */
  Mutant shape(String text) {
    this.shape = Optional.of(text);
    return this;
  }

  Mutant withoutLibraries() {
    this.withoutLibraries = true;
    return this;
  }

  String rule() {
    return rule;
  }

  /** The wire shape that its jar has. */
  String shapeText(ReferenceJar reference) {
    return shape.orElse(reference.shape());
  }

  byte[] jar(ReferenceJar reference) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (Edit edit : edits) {
      String file = edit.file() + ".java";
      String source = changed.getOrDefault(file, reference.sources().get(file));
      int first = source.indexOf(edit.find());
      if (first < 0 || source.indexOf(edit.find(), first + 1) >= 0) {
        throw new IllegalStateException(
            "%s: '%s' does not occur once in %s".formatted(this, edit.find(), edit.file()));
      }
      changed.put(file, source.replace(edit.find(), edit.replace()));
    }
    Manifest manifest = reference.manifest();
    attributes.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> manifest.getMainAttributes().putValue(name, text),
                () -> manifest.getMainAttributes().remove(new Attributes.Name(name))));
    Map<String, byte[]> content = new LinkedHashMap<>(reference.compile(changed));
    if (!withoutLibraries) {
      content.putAll(reference.libraries());
    }
    content.putAll(entries);
    return reference.jar(manifest, index.orElse(ReferenceJar.INDEX), shapeText(reference), content);
  }

  @Override
  public String toString() {
    return rule + ": " + defect;
  }
}
