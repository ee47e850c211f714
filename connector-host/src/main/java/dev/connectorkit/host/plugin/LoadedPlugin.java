package dev.connectorkit.host.plugin;

import dev.connectorkit.spi.ConnectorFactory;
import java.nio.file.Path;

/**
 * A jar in use.
 *
 * @param id the plugin id of its manifest
 * @param version its semantic version
 * @param jar the file
 * @param sha256 hash of the file, in hexadecimal
 * @param factory its one factory
 */
public record LoadedPlugin(
    String id, String version, Path jar, String sha256, ConnectorFactory factory) {}
