package dev.connectorkit.console.site;

import dev.connectorkit.host.ConnectorInstance;
import java.util.List;
import java.util.Locale;

/**
 * One way to sign in.
 *
 * @param instance the instance's id
 * @param connector the connector's id, for its logo
 * @param name what the button says after "Sign in with"
 * @param redirectUri what to register at the provider
 */
public record SignInButton(String instance, String connector, String name, String redirectUri) {

  static SignInButton of(SignInChoices.SignInChoice choice, List<Locale.LanguageRange> languages) {
    ConnectorInstance instance = choice.instance();
    return new SignInButton(
        instance.id(),
        instance.metadata().id(),
        choice.name().orElseGet(() -> instance.metadata().name().in(languages)),
        instance.redirectUri().toString());
  }
}
