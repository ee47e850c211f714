package dev.connectorkit.console.trial;

/** What a sign-in is made of, in order. */
public enum TrialStep {
  CONFIG("Config", "The config fits the connector, and the connector starts with it."),
  AUTHORIZE("Authorize", "The browser is sent to the provider."),
  CALLBACK("Callback", "The provider sends the browser back to the redirect URI."),
  TOKEN("Token", "The provider exchanges its code for tokens."),
  USERINFO("Userinfo", "The provider says who the person is.");

  private final String title;
  private final String meaning;

  TrialStep(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  public String title() {
    return title;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }
}
