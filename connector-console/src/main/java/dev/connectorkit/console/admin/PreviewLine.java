package dev.connectorkit.console.admin;

/**
 * An instance in the order of the sign-in page.
 *
 * @param name what its button says
 * @param readOnly whether it is kept in a file, and placed by that
 */
public record PreviewLine(
    String id, String name, boolean enabled, boolean readOnly, boolean first, boolean last) {}
