package dev.connectorkit.host.plugin;

/**
 * A plugin whose provider binds its codes: a code is {@code <person>~<nonce>}, and good only for
 * the sign-in of that nonce. So a code that reaches another sign-in is refused, as PKCE and nonce
 * do with a real one.
 */
public final class BoundSample {

  private static final String AUTHORIZE =
      """
      String nonce = UUID.randomUUID().toString();
      if (true) {
        return new Authorization(
            URI.create(
                "https://sample.example/authorize?state=" + request.state() + "&nonce=" + nonce),
            new SignInSession(
                Map.of(
                    "version", VERSION,
                    "nonce", nonce,
                    "redirect_uri", request.redirectUri().toString())),
            ResponseMode.QUERY);
      }
      """;

  private static final String COMPLETE =
      """
      if (response.single("error").isPresent()) {
        throw ConnectorException.of(ConnectorError.ACCESS_DENIED).build();
      }
      String code = response.single("code").orElse("");
      {exchange}
      if (!code.endsWith("~" + session.get("nonce").orElseThrow())) {
        throw ConnectorException.of(ConnectorError.CODE_INVALID).build();
      }
      if (true) {
        return new SignIn(
            UserProfile.builder(code.substring(0, code.indexOf('~')))
                .username(session.get("version").map(begun -> begun + " to " + VERSION))
                .build(),
            new TokenSet(Secret.of("token"), "Bearer", Optional.empty(), Optional.empty(),
                Optional.empty(), Set.of()));
      }
      """;

  // As a connector does it: one POST with the code, through the host's HTTP.
  private static final String EXCHANGE =
      """
      context.http().send(
          ProviderRequest.postForm(URI.create(TOKEN_ENDPOINT), Map.of("code", code)));
      """;

  private BoundSample() {}

  /** A plugin and connector of the id {@code sample}. */
  public static PluginJarBuilder version(String version) {
    return builder(version, "");
  }

  /** One that sends each code to the token endpoint of its config, {@code tokenEndpoint}. */
  public static PluginJarBuilder withTokenEndpoint() {
    return builder("1.0.0", EXCHANGE)
        .schema(
            "{\"type\": \"object\", \"properties\": {\"tokenEndpoint\":"
                + " {\"type\": \"string\", \"format\": \"https-uri\", \"x-origin\": true}}}")
        .code("members", "static volatile String TOKEN_ENDPOINT;")
        .code("create", "TOKEN_ENDPOINT = config.text(\"tokenEndpoint\");");
  }

  private static PluginJarBuilder builder(String version, String exchange) {
    return PluginJarBuilder.good("sample")
        .version(version)
        .code("authorize", AUTHORIZE)
        .code("complete", COMPLETE.replace("{exchange}", exchange));
  }
}
