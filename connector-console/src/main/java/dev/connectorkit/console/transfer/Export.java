package dev.connectorkit.console.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationTable;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.InstanceTable;
import dev.connectorkit.console.logo.LogoTable;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.source.ApplicationEntry;
import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.LogoText;
import dev.connectorkit.spi.Logo;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the database has, to be taken elsewhere: everything but secrets. */
final class Export {

  private Export() {}

  /**
   * @param logos whether they go along
   * @throws ConsoleException with {@link ConsoleError#INVALID} when it would be larger than what
   *     can be imported
   */
  static InstancesFile of(Handle handle, boolean logos) {
    Map<String, Map<Variant, Logo>> pictures = LogoTable.all(handle);
    var file =
        new InstancesFile(
            InstanceTable.all(handle).stream()
                .map(
                    row ->
                        entry(
                            row,
                            logos
                                ? Optional.of(texts(pictures.getOrDefault(row.id(), Map.of())))
                                : Optional.empty()))
                .toList(),
            Optional.of(ApplicationTable.all(handle).stream().map(Export::entry).toList()));
    if (file.text().getBytes(UTF_8).length > InstancesFile.MAX_BYTES) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The export would be over "
              + InstancesFile.MAX_BYTES
              + " bytes, which cannot be imported."
              + (logos ? " Leave the logos out." : ""));
    }
    return file;
  }

  private static Map<Variant, String> texts(Map<Variant, Logo> logos) {
    var texts = new EnumMap<Variant, String>(Variant.class);
    logos.forEach((variant, logo) -> texts.put(variant, LogoText.of(logo)));
    return texts;
  }

  private static InstanceEntry entry(InstanceRow row, Optional<Map<Variant, String>> logos) {
    var secrets = new LinkedHashSet<>(row.secrets().keySet());
    secrets.addAll(row.missing());
    return new InstanceEntry(
        row.id(),
        row.connectorId(),
        row.displayName(),
        row.state(),
        row.view().config(),
        Optional.of(secrets),
        logos);
  }

  private static ApplicationEntry entry(Application application) {
    return new ApplicationEntry(
        application.clientId(),
        application.name(),
        application.redirectUris(),
        application.instances());
  }
}
