package dev.connectorkit.console.form;

/** JSON pointers (RFC 6901) as names of fields. */
final class Pointers {

  private Pointers() {}

  /** The pointer of a member; RFC 6901 §3. */
  static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Whether a pointer is another one, or leads to something inside of it. */
  static boolean covers(String outer, String inner) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
  }

  /** The id of a pointer's field in a page; different pointers have different ones. */
  static String id(String pointer) {
    var id = new StringBuilder("field");
    pointer
        .chars()
        .forEach(
            c -> {
              boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
              if (plain) {
                id.append((char) c);
              } else if (c == '/') {
                id.append('-');
              } else {
                // Whatever an author may call a property: neither spaces nor quotes get into an id.
                id.append('_').append(Integer.toHexString(c)).append('_');
              }
            });
    return id.toString();
  }
}
