package dev.connectorkit.console.site;

import dev.connectorkit.host.ConnectorInstance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to sign in.
 *
 * @param instance the instance's id
 * @param logoLight where its logo is
 * @param logoDark where its logo for a dark page is
 * @param name what the button says after "Sign in with"
 * @param redirectUri what to register at the provider
 */
public record SignInButton(
    String instance, String logoLight, String logoDark, String name, String redirectUri) {

  public static SignInButton of(
      SignInChoices.SignInChoice choice, List<Locale.LanguageRange> languages) {
    ConnectorInstance instance = choice.instance();
    String logo = "/logo/" + instance.metadata().id();
    Optional<String> light = choice.logoLight().map(SignInButton::picture);
    Optional<String> dark = choice.logoDark().map(SignInButton::picture);
    return new SignInButton(
        instance.id(),
        light.orElse(logo + "/light"),
        dark.or(() -> light).orElse(logo + "/dark"),
        choice.name().orElseGet(() -> instance.metadata().name().in(languages)),
        instance.redirectUri().toString());
  }

  private static String picture(String hash) {
    return "/picture/" + hash;
  }
}
