package dev.connectorkit.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The project in src/test/project, as it is after Maven built its jar. */
record SampleProject(Path root) {

  private static final Path ORIGINAL = Path.of("src/test/project");
  static final String FACTORY = "src/main/java/sample/SampleFactory.java";
  static final String SCHEMA = "src/main/resources/sample/config-schema.json";
  static final String SHAPE = "src/main/resources/META-INF/connector-kit/wire-shape.json";

  static SampleProject in(Path folder) throws IOException {
    for (Path file : SourceTree.below(ORIGINAL)) {
      Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Files.createDirectories(folder.resolve("target/classes"));
    var sample = new SampleProject(folder);
    sample.jar("sample.jar");
    return sample;
  }

  /** A plugin jar with a library's file in it. */
  void jar(String name) throws IOException {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Plugin-Id", "sample");
    attributes.putValue("Plugin-Version", "1.0.0");
    attributes.putValue("Plugin-Requires", ">=0.1.0 & <0.2.0");
    try (OutputStream file = Files.newOutputStream(root.resolve("target").resolve(name));
        var jar = new JarOutputStream(file, manifest)) {
      jar.putNextEntry(new JarEntry("library/licence.txt"));
      jar.write('x');
    }
  }

  /** Saves a file as an editor would, with one text in place of another. */
  void edit(String file, String text, String by) throws IOException {
    Path path = root.resolve(file);
    String before = Files.readString(path);
    if (!before.contains(text)) {
      throw new IllegalArgumentException(file + " has no " + text);
    }
    Files.writeString(path, before.replace(text, by));
  }
}
