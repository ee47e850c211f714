package dev.connectorkit.host.plugin;

import java.nio.file.Path;

/**
 * A plugin of the folder that passed every check that runs none of its code.
 *
 * @param id the plugin id of its manifest
 * @param version its semantic version
 * @param jar the file
 * @param sha256 hash of the file's content, in hexadecimal
 * @param enabled whether it is in use
 */
public record InstalledPlugin(
    String id, String version, Path jar, String sha256, boolean enabled) {}
