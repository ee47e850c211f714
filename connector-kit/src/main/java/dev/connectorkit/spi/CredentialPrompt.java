package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a page needs so that the provider's own script can hand over a credential without a
 * redirect.
 *
 * @param script the address of the script, to be loaded by the page
 * @param settings the script's settings, in the provider's words. They are not secret, and belong
 *     into one page of one browser
 */
public record CredentialPrompt(URI script, Map<String, String> settings) {

  public CredentialPrompt {
    requireNonNull(script, "script is null");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Without the values, among which is the state. */
  @Override
  public String toString() {
    return "CredentialPrompt[script=" + script + ", settings=" + settings.keySet() + "]";
  }
}
