package dev.connectorkit.testkit.huggingface;

import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages a person sees at the practice provider. Plain HTML; they work without JavaScript. */
final class Pages {

  private static final Map<String, String> SCOPES =
      Map.of(
          "openid", "Sign you in",
          "profile", "See your name, user name and picture",
          "email", "See your e-mail address",
          "read-billing", "See whether you have a payment method",
          "read-memberships", "See your organizations and roles",
          "inference-api", "Call inference providers for you");

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--bg:#f6f5f1;--card:#fff;--ink:#1f2328;--soft:#5b6470;--line:#dcdad3;--accent:#1f2328;--accent-ink:#fff;--note:#fff6d6;--note-ink:#5c4a00}
      @media(prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1d2026;--ink:#eceef1;--soft:#a3abb6;--line:#343942;--accent:#f3d34a;--accent-ink:#1f1c08;--note:#37300f;--note-ink:#f3e3a1}}
      *{box-sizing:border-box}body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
      .note{background:var(--note);color:var(--note-ink);text-align:center;font-size:14px;padding:8px 16px}
      main{width:100%;max-width:440px;margin:auto;padding:24px 16px}
      .card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:28px}
      h1{font-size:22px;line-height:1.3;margin:0 0 8px}p{margin:0 0 16px;color:var(--soft)}ul{margin:0 0 20px;padding:0 0 0 20px}li{margin:4px 0}
      button{width:100%;min-height:48px;border-radius:10px;border:1px solid var(--line);background:transparent;color:var(--ink);font:inherit;font-weight:600;cursor:pointer;margin-top:10px;padding:8px 14px}
      button.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}button:focus-visible{outline:3px solid #4c8dff;outline-offset:2px}
      button.person{display:flex;align-items:center;gap:12px;text-align:left}button.person img{width:36px;height:36px;border-radius:50%}button.person small{display:block;font-weight:400;color:var(--soft)}
      """;

  private Pages() {}

  static String login(URI self, Collection<FakePerson> people) {
    String buttons =
        people.stream()
            .map(
                person ->
                    """
                    <button class="person" id="person-%1$s" name="person" value="%2$s"><img src="/avatars/%2$s.svg" alt=""><span>%3$s<small>@%1$s</small></span></button>
                    """
                        .formatted(
                            escape(person.username()),
                            escape(person.sub()),
                            escape(person.displayName())))
            .collect(Collectors.joining());
    return page(
        "Log in",
        """
        <h1>Who do you want to be?</h1>
        <p>Everybody here is invented.</p>
        <form method="post" action="%s">%s</form>
        """
            .formatted(escape(self.toString()), buttons));
  }

  static String consent(URI self, FakeClient client, FakePerson person, Set<String> scopes) {
    String wishes =
        scopes.stream()
            .map(scope -> "<li>" + escape(SCOPES.getOrDefault(scope, scope)) + "</li>")
            .collect(Collectors.joining());
    return page(
        "Authorize " + client.name(),
        """
        <h1>Authorize %s?</h1>
        <p>You are logged in as <b>%s</b>. The application wants to:</p>
        <ul>%s</ul>
        <form method="post" action="%s">
        <button class="main" id="authorize" name="decision" value="authorize">Authorize</button>
        <button id="cancel" name="decision" value="cancel">Cancel</button>
        </form>
        """
            .formatted(
                escape(client.name()),
                escape(person.displayName()),
                wishes,
                escape(self.toString())));
  }

  static String message(String title, String text) {
    return page(title, "<h1>" + escape(title) + "</h1><p>" + escape(text) + "</p>");
  }

  /** A disc whose colour comes from the name. */
  static FakeResponse avatar(String path) {
    int hue = Math.floorMod(path.hashCode(), 360);
    return FakeResponse.of(
        200,
        "image/svg+xml",
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(%1$d 60%% 45%%)"/><circle cx="32" cy="25" r="11" fill="hsl(%1$d 70%% 88%%)"/><path d="M10 64a22 22 0 0 1 44 0z" fill="hsl(%1$d 70%% 88%%)"/></svg>
        """
            .formatted(hue));
  }

  private static String page(String title, String content) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s · Practice provider</title><style>%s</style></head>
    <body><div class="note" role="note">Practice provider: a local stand-in for Hugging Face. No data leaves this machine.</div>
    <main><div class="card">%s</div></main></body></html>
    """
        .formatted(escape(title), STYLE, content);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
