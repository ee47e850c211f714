package dev.connectorkit.testkit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles the reference's source files in memory. Only what is changed is compiled, against the
 * class files of the rest, and the class path is opened once for all: there are many mutants.
 */
final class Compilation {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final StandardJavaFileManager CLASS_PATH =
      COMPILER.getStandardFileManager(null, null, UTF_8);
  // The file manager is not safe for use by many threads.
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
  private static final String PACKAGE = "reference";

  private Compilation() {}

  /**
   * Compiles.
   *
   * @param sources the text of each file, by the file's name
   * @param others class files to compile against, by entry name
   * @return class files by entry name
   */
  static Map<String, byte[]> of(Map<String, String> sources, Map<String, byte[]> others) {
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((file, text) -> units.add(new Source(file, text)));
    var messages = new StringWriter();
    var files = new InMemory(CLASS_PATH, others);
    List<String> options =
        List.of("--release", "17", "-proc:none", "-implicit:none", "-nowarn", "-cp", classPath());
    ONE_AT_A_TIME.lock();
    try {
      if (!COMPILER.getTask(messages, files, null, options, null, units).call()) {
        throw new IllegalStateException("The reference does not compile:\n" + messages);
      }
      return files.classes();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + PACKAGE + "/" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String entry;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    ClassFile(String entry) {
      super(URI.create("bytes:///" + entry), Kind.CLASS);
      this.entry = entry;
    }

    ClassFile(String entry, byte[] content) {
      this(entry);
      try {
        this.content.write(content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String className() {
      return entry.replace(".class", "").replace('/', '.');
    }

    byte[] bytes() {
      return content.toByteArray();
    }

    @Override
    public ByteArrayOutputStream openOutputStream() {
      return content;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes());
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ClassFile> compiled = new LinkedHashMap<>();
    private final List<JavaFileObject> others = new ArrayList<>();

    InMemory(JavaFileManager files, Map<String, byte[]> others) {
      super(files);
      others.forEach((entry, content) -> this.others.add(new ClassFile(entry, content)));
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      boolean ours = location == StandardLocation.CLASS_PATH && packageName.equals(PACKAGE);
      return ours ? others : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassFile known
          ? known.className()
          : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return compiled.computeIfAbsent(className.replace('.', '/') + ".class", ClassFile::new);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      compiled.forEach((entry, file) -> classes.put(entry, file.bytes()));
      return classes;
    }
  }
}
