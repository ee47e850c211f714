package dev.connectorkit.console.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.plugin.InstalledPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of the conformance kit beside the jars, as {@code name-of-the-jar.report.json}: what its
 * option {@code --json} writes. A report about another jar than this one says nothing.
 */
final class ConformanceReports {

  private static final Logger LOG = LoggerFactory.getLogger(ConformanceReports.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MAX_BYTES = 2_000_000;

  private ConformanceReports() {}

  /** 1 to 4; empty without a complete report about these very bytes. */
  static Optional<Integer> level(InstalledPlugin plugin) {
    String jar = String.valueOf(plugin.jar().getFileName());
    Path report = plugin.jar().resolveSibling(jar.replaceFirst("\\.jar$", "") + ".report.json");
    try {
      if (!Files.isRegularFile(report) || Files.size(report) > MAX_BYTES) {
        return Optional.empty();
      }
      JsonNode said = JSON.readTree(Files.readAllBytes(report));
      boolean same = said.path("plugin").path("sha256").asText().equals(plugin.sha256());
      int level = said.path("level").asInt();
      return same && said.path("complete").asBoolean() && level >= 1 && level <= 4
          ? Optional.of(level)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      // The second is what the parser says of an exponent of too many digits.
      LOG.warn("The report '{}' cannot be read.", report.getFileName());
      return Optional.empty();
    }
  }
}
