package dev.connectorkit.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles all sources of a project; a connector has so few that there is nothing to gain by less.
 */
final class Compilation {

  private static final int AROUND = 2;

  private final Project project;
  private final String release;
  private final JavaCompiler compiler;

  /**
   * @param release the Java release to compile for
   */
  Compilation(Project project, String release) {
    this.project = project;
    this.release = release;
    JavaCompiler found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new WorkbenchException("A JDK is needed to compile the connector; this is a JRE.");
    }
    this.compiler = found;
  }

  /**
   * Compiles into a folder.
   *
   * @return the errors; none when all is well
   */
  List<Fault> into(Path classes) {
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<Path> sources =
        SourceTree.below(project.sources()).stream()
            .filter(file -> file.toString().endsWith(".java"))
            .toList();
    if (sources.isEmpty()) {
      return List.of(new Fault(project.relative(project.sources()), "There are no sources."));
    }
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, UTF_8)) {
      Files.createDirectories(classes);
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  diagnostics,
                  options(classes),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? List.of() : faults(diagnostics.getDiagnostics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> options(Path classes) {
    String classPath = classPath();
    return List.of(
        "-d",
        classes.toString(),
        "-encoding",
        "UTF-8",
        "--release",
        release,
        // Line numbers and variables, for debuggers.
        "-g",
        "-classpath",
        classPath,
        // Writes META-INF/extensions.idx. Named, because JDK 23 and later look for none.
        "-processorpath",
        classPath,
        "-processor",
        "org.pf4j.processor.ExtensionAnnotationProcessor");
  }

  /** That of this JVM, without what Maven made of the same sources. */
  private String classPath() {
    Path target = project.classes().getParent();
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty() && !Path.of(entry).toAbsolutePath().startsWith(target))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<Fault> faults(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    List<Fault> faults =
        diagnostics.stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(this::fault)
            .toList();
    return faults.isEmpty() ? List.of(new Fault("javac", "The sources do not compile.")) : faults;
  }

  private Fault fault(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    JavaFileObject source = diagnostic.getSource();
    if (source == null) {
      return new Fault("javac", message);
    }
    URI uri = source.toUri();
    Path file = Path.of(uri);
    int line = (int) diagnostic.getLineNumber();
    return new Fault(project.relative(file) + ":" + line, message, excerpt(file, line));
  }

  private static List<String> excerpt(Path file, int line) {
    List<String> excerpt = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file)) {
      List<String> all = lines.toList();
      for (int at = Math.max(1, line - AROUND); at <= Math.min(all.size(), line + AROUND); at++) {
        excerpt.add("%s %4d  %s".formatted(at == line ? ">" : " ", at, all.get(at - 1)));
      }
    } catch (IOException | UncheckedIOException e) {
      // Exchanged in between; the message alone will do until the next look.
      return List.of();
    }
    return excerpt;
  }
}
