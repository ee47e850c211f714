package dev.connectorkit.console.form;

/** Leads to a field of a form in another page. */
public final class FieldLink {

  private FieldLink() {}

  /**
   * The id of a field's element.
   *
   * @param pointer of its property (RFC 6901)
   */
  public static String of(String pointer) {
    return Pointers.id(pointer);
  }
}
