package dev.connectorkit.console.admin;

/**
 * An instance in the order of the sign-in page.
 *
 * @param name what its button says
 */
public record PreviewLine(String id, String name, boolean enabled, boolean first, boolean last) {}
