package dev.connectorkit.host.plugin;

import java.nio.file.Path;

/**
 * Why a jar is not in use.
 *
 * @param kind what is wrong, for programs
 * @param jar the file, or the plugins folder itself when it holds no jar
 * @param reason one sentence: what is wrong
 * @param remedy one sentence: what to do
 */
public record PluginProblem(Kind kind, Path jar, String reason, String remedy) {

  /** What can be wrong with a jar, or with the folder. */
  public enum Kind {
    /** The plugins folder holds no jar. */
    EMPTY_FOLDER,
    /** Not a zip, cut off, or not readable. */
    UNREADABLE,
    /** Too many bytes, before or after unpacking, or too many entries. */
    TOO_LARGE,
    /** An entry or a class path that leads out of the jar. */
    LEAVES_THE_JAR,
    /** A manifest attribute is missing or malformed. */
    BAD_MANIFEST,
    /** Made for another version of the kit. */
    INCOMPATIBLE,
    /** Needs a later Java, or has a broken class file. */
    BAD_CLASS_FILE,
    /** Needs other plugins. */
    NEEDS_OTHER_PLUGINS,
    /** Brings classes that only the host may define. */
    BUNDLES_THE_KIT,
    /** Does not have exactly one usable factory. */
    NO_SINGLE_FACTORY,
    /** Its hash is not in the trust file. */
    NOT_TRUSTED,
    /** The trust file itself cannot be read. */
    BAD_TRUST_FILE,
    /** Its id is taken by another jar or connector. */
    DUPLICATE,
    /** Its code failed, or did not return, while it was loaded. */
    FAILED_TO_LOAD,
    /** It runs threads of its own. */
    STARTS_THREADS,
    /** Its metadata breaks the contract. */
    BAD_METADATA,
    /** Its config schema is not usable. */
    BAD_SCHEMA,
    /** An instance of the version in use cannot move to this version. */
    UPGRADE_FAILED
  }

  @Override
  public String toString() {
    return jar.getFileName() + ": " + reason + " " + remedy;
  }
}
