package dev.connectorkit.console.admin;

/**
 * A setting of the program, for display.
 *
 * @param name of the option; empty when it is a variable only
 * @param variable of the environment
 * @param value what counts; a secret is only said to be set
 * @param source such as {@code command line}
 */
public record ShownSetting(String name, String variable, String value, String source) {}
