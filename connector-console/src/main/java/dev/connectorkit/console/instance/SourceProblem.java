package dev.connectorkit.console.instance;

import java.util.Locale;

/**
 * Something about where instances come from that an administrator has to look at.
 *
 * @param subject an instance's id, a variable or the file
 * @param message one sentence that says what to change; without values
 */
public record SourceProblem(Kind kind, String subject, String message) {

  /** What is the matter; stable, for programs. */
  public enum Kind {
    /** The file cannot be used; what it said before goes on. */
    FILE_UNUSABLE,
    /** An id is in the file and in the database; that of the database goes on. */
    ID_CLASH,
    /** A logo that the file names cannot be shown; its instance runs without. */
    LOGO_UNUSABLE,
    /** An instance leads to another provider than people signed in with by it; it does not run. */
    OTHER_PROVIDER,
    /** A variable that no field of any instance is named like. */
    VARIABLE_UNUSED;

    /** Such as {@code id_clash}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
