package dev.connectorkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our code takes no monitor: up to JDK 23 a virtual thread that waits while it holds one pins its
 * carrier. Locks of {@code java.util.concurrent} do the same job.
 */
class NoMonitorTest {

  @Test
  void noClassOfOursIsSynchronized() {
    List<String> classes =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.connectorkit")
                .stream()
                .map(JavaClass::getName)
                .toList();

    assertThat(classes)
        .contains(
            "dev.connectorkit.oauth.OAuthConnector",
            "dev.connectorkit.host.ConnectorHost",
            "dev.connectorkit.host.plugin.PluginCalls",
            "dev.connectorkit.console.ConnectorConsole");
    assertThat(monitorsIn(classes)).isEmpty();
  }

  @Test
  void theCheckSeesMethodsAndBlocks() {
    assertThat(monitorsIn(List.of(Synchronized.class.getName())))
        .hasSize(2)
        .anyMatch(line -> line.contains("synchronized void method"))
        .anyMatch(line -> line.contains("monitorenter"));
  }

  /** The lines of the disassembly in which a monitor is taken. */
  private static List<String> monitorsIn(List<String> classes) {
    var out = new StringWriter();
    var arguments =
        Stream.concat(
            Stream.of("-c", "-p", "-cp", System.getProperty("java.class.path")), classes.stream());
    int status =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
    assertThat(status).as(out.toString()).isZero();
    return out.toString()
        .lines()
        .filter(line -> line.matches(".*\\bmonitorenter\\b.*|  .*\\bsynchronized\\b.*\\(.*"))
        .toList();
  }

  private static final class Synchronized {
    private int count;

    synchronized void method() {
      count++;
    }

    void block() {
      synchronized (this) {
        count++;
      }
    }
  }
}
