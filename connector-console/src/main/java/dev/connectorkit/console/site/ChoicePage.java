package dev.connectorkit.console.site;

import dev.connectorkit.console.web.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page on which people choose how to sign in.
 *
 * @param application what they sign in to; empty for this site itself
 * @param fields what each form carries along
 * @param problems what a developer is told, beneath the set-up
 * @param practice whether the provider is the practice provider
 * @param setUp whether the redirect URIs are shown
 * @param signedInAs who is signed in at this site; empty for nobody
 */
public record ChoicePage(
    String application,
    Map<String, String> fields,
    List<SignInButton> buttons,
    List<String> problems,
    boolean practice,
    boolean setUp,
    String signedInAs) {

  public ChoicePage {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    buttons = List.copyOf(buttons);
    problems = List.copyOf(problems);
  }

  /** For an application, which gets its answer where the fields say. */
  public static ChoicePage of(
      String application, Map<String, String> fields, List<SignInButton> buttons) {
    return new ChoicePage(application, fields, buttons, List.of(), false, false, "");
  }

  public boolean forApplication() {
    return !application.isEmpty();
  }

  public String title(Texts texts) {
    return forApplication() ? texts.get("sign-in-to", application) : texts.get("sign-in");
  }

  public String sentence(Texts texts) {
    return texts.get(practice ? "practice" : buttons.isEmpty() ? "nothing" : "choose");
  }

  /** Where the form of a button is posted to. */
  public String action(SignInButton button) {
    return forApplication() ? "/authorize" : "/sign-in/" + button.instance();
  }
}
